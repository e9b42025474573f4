import { GatewayError } from '../server/gateway-error'
import { countersInMemory, type Counters } from './counters'

/** A budget that each key spends and that comes back with time. */
export interface RateLimit {
  /** Throws RATE_LIMITED where the key has spent its budget. */
  spend(key: string, points: number): Promise<void>
  giveBack(key: string, points: number): Promise<void>
  forget(key: string): Promise<void>
}

/** A budget of `points` over counters that somebody keeps. */
export function rateLimitOn(counters: Counters, points: number): RateLimit {
  return {
    async spend(key, cost) {
      const { consumedPoints, msBeforeNext } = await counters.penalty(key, cost)
      if (consumedPoints > points) throw tooMany(msBeforeNext)
    },
    async giveBack(key, cost) {
      await counters.reward(key, cost)
    },
    async forget(key) {
      await counters.delete(key)
    },
  }
}

/** One that only this process knows: for what is asked with every request, or by nobody. */
export function rateLimit(points: number, seconds: number): RateLimit {
  return rateLimitOn(countersInMemory().counters('', seconds), points)
}

export function tooMany(milliseconds: number): GatewayError {
  return new GatewayError('RATE_LIMITED', { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) })
}
