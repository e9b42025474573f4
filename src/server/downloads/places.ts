import { GatewayError } from '../gateway-error'

/** How many of a kind one principal may have at once. */
export interface Places {
  /** @throws RATE_LIMITED where all of the key's places are taken. */
  hold<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** WHY: a stream holds a page of rows and a place among the requests at hand for as long as its caller likes. */
export function placesForEach(most: number): Places {
  const taken = new Map<string, number>()
  return {
    async hold(key, work) {
      const before = taken.get(key) ?? 0
      if (before >= most) throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: 5 })
      taken.set(key, before + 1)
      try {
        return await work()
      } finally {
        const left = (taken.get(key) ?? 1) - 1
        if (left === 0) taken.delete(key)
        else taken.set(key, left)
      }
    },
  }
}
