import { legalDay } from './legal-day'

/** What time it is. Injected everywhere, so that tests decide when now is. */
export interface Clock {
  now(): Date
  /** The legal time zone, as in `legal-day.ts`; Europe/Zurich if not said. */
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
