import { LRUCache } from 'lru-cache'
import { GatewayError } from './gateway-error'

/** How much of a budget is left. */
export interface BudgetLeft {
  readonly limit: number
  readonly remaining: number
  /** After how many seconds the whole of it is back. */
  readonly resetSeconds: number
}

/** What each caller may spend in a window of time, in the units of the price list. */
export interface CostBudget {
  readonly seconds: number
  /** Spends also what is not left: for work that is done already. */
  charge(key: string, units: number): BudgetLeft
  /** @throws RATE_LIMITED where less than that is left, and spends nothing then. */
  spend(key: string, units: number): BudgetLeft
  left(key: string): BudgetLeft
}

interface Window {
  readonly endsAt: number
  readonly spent: number
}

/** INVARIANT: the keys that are remembered are bounded: whoever has a million addresses must not fill the memory. */
const MOST_KEYS = 100_000

/**
 * WHY not one of `rateLimit`: it asks and spends in one step without waiting, so that requests sent at once cannot all find
 * the same budget; and it refuses what is too much without counting it, so that a smaller request still fits.
 */
export function costBudget(limit: number, seconds: number): CostBudget {
  const windows = new LRUCache<string, Window>({ max: MOST_KEYS })
  const windowOf = (key: string): Window => {
    const now = performance.now()
    // WHY peek: only who spends keeps a place.
    const known = windows.peek(key)
    return known !== undefined && known.endsAt > now ? known : { endsAt: now + seconds * 1000, spent: 0 }
  }
  const leftOf = ({ spent, endsAt }: Window): BudgetLeft => ({
    limit,
    remaining: Math.max(0, limit - spent),
    resetSeconds: Math.max(1, Math.ceil((endsAt - performance.now()) / 1000)),
  })
  const charge = (key: string, units: number): BudgetLeft => {
    const { endsAt, spent } = windowOf(key)
    const next = { endsAt, spent: spent + Math.ceil(units) }
    windows.set(key, next)
    return leftOf(next)
  }
  return {
    seconds,
    charge,
    left: (key) => leftOf(windowOf(key)),
    spend: (key, units) => {
      const window = windowOf(key)
      if (window.spent + Math.ceil(units) > limit) {
        throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: leftOf(window).resetSeconds })
      }
      return charge(key, units)
    },
  }
}
