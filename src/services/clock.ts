/** What time it is. Injected everywhere, so that tests decide when now is. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
