import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { GatewayError } from './gateway-error'

/** A budget that each key spends and that comes back with time. */
export interface RateLimit {
  /** Throws RATE_LIMITED where the key has spent its budget. */
  spend(key: string, points: number): Promise<void>
  giveBack(key: string, points: number): Promise<void>
  forget(key: string): Promise<void>
}

/** WHY in memory: one gateway; several share theirs through a store behind the same interface. */
export function rateLimit(points: number, seconds: number): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds })
  return {
    async spend(key, cost) {
      try {
        await limiter.consume(key, cost)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        throw new GatewayError('RATE_LIMITED', {
          retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
        })
      }
    },
    async giveBack(key, cost) {
      await limiter.reward(key, cost)
    },
    async forget(key) {
      await limiter.delete(key)
    },
  }
}
