/** So many days later, or earlier. */
export function daysAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  // eslint-disable-next-line no-restricted-syntax -- a day that is counted with, no instant
  return moment.toISOString().slice(0, 10)
}
