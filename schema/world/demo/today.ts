/** The day the demo world is told on: what is unpaid is overdue, or not, as seen from here. */
export const today = '2026-11-23'
