/** The current time. Injected everywhere, so that tests set it. */
export interface Clock {
  now(): Date
  /** The legal time zone, Europe/Zurich by default. */
  readonly timeZone?: string
}

export const systemClock: Clock = { now: () => new Date() }

/** The same, with another legal time zone. */
export function systemClockIn(timeZone: string): Clock {
  return { now: () => new Date(), timeZone }
}

/** The legal day of an instant by this clock. */
export function dayBy({ timeZone }: Clock, instant: Date): string {
  return legalDay(instant, timeZone)
}

/** The default legal time zone: the provider is established in Switzerland. */
export const DEFAULT_TIME_ZONE = 'Europe/Zurich'

/**
 * The calendar day of an instant, `2026-11-24`, in the legal time zone. Invoices, due days, periods, exports
 * and jobs take their days from here: at 00:40 on New Year's Day in Zürich it is still last year in UTC.
 */
export function legalDay(instant: Date, timeZone: string = DEFAULT_TIME_ZONE): string {
  const parts = new Map(
    daysIn(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
}

/** The first instant of a legal day. */
export function startOfLegalDay(day: string, timeZone: string = DEFAULT_TIME_ZONE): Date {
  const midnight = Date.parse(`${day}T00:00:00.000Z`)
  if (Number.isNaN(midnight)) throw new RangeError(`${day} is no day`)
  // A zone is at most 14 hours ahead of UTC or 12 hours behind it, and changes its clock by quarters of an hour.
  let before = midnight - 15 * HOUR
  let reached = midnight + 13 * HOUR
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2)
    if (legalDay(new Date(middle), timeZone) >= day) reached = middle
    else before = middle
  }
  return new Date(reached)
}

const HOUR = 3_600_000

/** WHY cached: making a formatter takes a hundred times as long as using it. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function daysIn(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}
