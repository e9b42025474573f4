/** The same day so many years later; the last of February where there is no 29th. */
export function yearsAfter(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0')
  const later = `${year}${day.slice(4)}`
  const exists = new Date(`${later}T00:00:00Z`).toISOString().startsWith(later)
  return exists ? later : `${year}-02-28`
}
