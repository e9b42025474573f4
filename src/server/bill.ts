import { type ServerResponse } from 'node:http'
import { type CostBudget } from './cost-budget'

/** What one request costs, whoever turns out to have sent it. */
export interface Bill {
  /** Says who pays from here on: until somebody is known, the address does. */
  payBy(spender: string): void
  /** @throws RATE_LIMITED */
  spend(units: number): void
  /** For work that is done already, such as reading a document that is then refused. */
  charge(units: number): void
  /** Notes what the operation is estimated at. */
  estimate(units: number): void
  /** `extensions.cost` of the answer. */
  told(actual: number): ToldCost
  /** The budget left, as headers. [draft-ietf-httpapi-ratelimit-headers] */
  setHeaders(response: ServerResponse): void
}

export interface ToldCost {
  readonly estimated: number
  readonly actual: number
  /** What one operation may be estimated at. */
  readonly maximum: number
  /** What may be spent in a window of time, what is left of it, and when all of it is back. */
  readonly limit: number
  readonly remaining: number
  readonly resetAt: string
}

/** @param maximum what one operation may be estimated at. */
export function billFor(budget: CostBudget, address: string, maximum: number): Bill {
  let spender = `address ${address}`
  let estimated = 0
  return {
    payBy: (name) => {
      spender = name
    },
    spend: (units) => void budget.spend(spender, units),
    charge: (units) => void budget.charge(spender, units),
    estimate: (units) => {
      estimated = Math.ceil(units)
    },
    told: (actual) => {
      const { limit, remaining, resetSeconds } = budget.left(spender)
      const resetAt = new Date(Math.ceil(Date.now() / 1000 + resetSeconds) * 1000).toISOString()
      return { estimated, actual, maximum, limit, remaining, resetAt }
    },
    setHeaders: (response) => {
      const { limit, remaining, resetSeconds } = budget.left(spender)
      response.setHeader('ratelimit-policy', `"cost";q=${limit};w=${budget.seconds}`)
      response.setHeader('ratelimit', `"cost";r=${remaining};t=${resetSeconds}`)
    },
  }
}
