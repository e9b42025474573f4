/** The day so many days later, or earlier if negative. */
export function daysAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  // eslint-disable-next-line no-restricted-syntax -- it counts days, not instants
  return moment.toISOString().slice(0, 10)
}

/**
 * The same day so many years later; the last of February where there is no 29th.
 * @param anchor the day of the month on which the service began: what began on the 29th of February falls on it again in
 * every leap year, whatever it was moved to in between
 */
export function yearsAfter(day: string, years: number, anchor = dayOfMonth(day)): string {
  const year = Number(day.slice(0, 4)) + years
  const month = Number(day.slice(5, 7))
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  // Only the end of February differs from year to year.
  const own = dayOfMonth(day)
  const wanted = month === 2 && own === 28 ? Math.max(anchor, own) : own
  return `${String(year).padStart(4, '0')}-${day.slice(5, 7)}-${String(Math.min(wanted, last)).padStart(2, '0')}`
}

/** `2028-02-29` → 29 */
export function dayOfMonth(day: string): number {
  return Number(day.slice(8))
}
