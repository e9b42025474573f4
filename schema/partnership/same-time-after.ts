/** The same time of day in UTC, so many days later. */
export function sameTimeAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * 86_400_000)
}
