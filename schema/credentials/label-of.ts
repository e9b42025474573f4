import { lineOf } from '../contact/line-of'

const MOST = 120

/** What a credential is called: one line, as every name. @throws Refusal BAD_USER_INPUT */
export function labelOf(text: string, field: string): string {
  return lineOf(text, { field, most: MOST })
}
