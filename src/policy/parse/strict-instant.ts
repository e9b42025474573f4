const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const INSTANT =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3}0*)?)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/

/**
 * A calendar day that exists, from year 1 to 9999, as it is written; undefined for anything else.
 * INVARIANT: no day becomes another one: 30 February is refused and does not become 2 March. Every input of a day is read here.
 */
export function dayIn(text: string): string | undefined {
  const [, year] = DAY.exec(text) ?? []
  if (year === undefined || year === '0000') return undefined
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text) ? text : undefined
}

/**
 * An instant in ISO 8601 with an offset, to the millisecond; undefined for anything else.
 * INVARIANT: no instant becomes another one: a day that does not exist, 24:00, a leap second, a fraction that cannot be
 * stored and an offset that no place has are refused. Every input of an instant is read here.
 */
export function instantIn(text: string): Date | undefined {
  const [, day] = INSTANT.exec(text) ?? []
  if (day === undefined || dayIn(day) === undefined) return undefined
  const instant = new Date(text)
  const year = instant.getUTCFullYear()
  return year >= 1 && year <= 9999 ? instant : undefined
}
