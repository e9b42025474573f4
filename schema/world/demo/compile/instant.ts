/** `2026-03-01 09:30`, or a day, as the databases store an instant. */
export function instant(text: string, time = '08:00'): string {
  return text.length === 10 ? `${text} ${time}:00.000` : `${text}:00.000`
}

/** A day or an instant, so many days later, in the same form. */
export function daysLater(text: string, days: number): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  // eslint-disable-next-line no-restricted-syntax -- a day that is counted with, no instant
  return day.toISOString().slice(0, 10) + text.slice(10)
}
