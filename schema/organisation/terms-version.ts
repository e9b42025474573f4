/** The terms and conditions in force. A new text is a new version. */
export const TERMS_VERSION = '2026-01'
