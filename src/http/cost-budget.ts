import { type IncomingMessage, type ServerResponse } from 'node:http'
import { type HTTPGraphQLResponse } from '@apollo/server'
import { type GraphQLFormattedError } from 'graphql'
import { LRUCache } from 'lru-cache'
import { GatewayError } from './error-catalogue'

/** How much of a budget is left. */
interface BudgetLeft {
  readonly limit: number
  readonly remaining: number
  /** Seconds until the whole budget is available again. */
  readonly resetSeconds: number
}

/** The budget of each caller in a window of time, in units of the price list. */
export interface CostBudget {
  readonly seconds: number
  /** Charges even more than is left: for work that is already done. */
  charge(key: string, units: number): BudgetLeft
  /** @throws RATE_LIMITED if less is left; then nothing is charged. */
  spend(key: string, units: number): BudgetLeft
  left(key: string): BudgetLeft
}

interface Window {
  readonly endsAt: number
  readonly spent: number
}

/** INVARIANT: the number of remembered keys is bounded, so that a caller with a million addresses cannot fill the memory. */
const MOST_KEYS = 100_000

/**
 * WHY not `rateLimit`: this checks and charges in one synchronous step, so that concurrent requests cannot all find
 * the same budget; and it does not count what it refuses, so that a smaller request still fits.
 */
export function costBudget(limit: number, seconds: number): CostBudget {
  const windows = new LRUCache<string, Window>({ max: MOST_KEYS })
  const windowOf = (key: string): Window => {
    const now = performance.now()
    // WHY peek: only a charge keeps a key in the cache.
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

/** The account of one request: what it costs, and who is charged. */
export interface Bill {
  /** Sets who is charged from now on. Until the principal is known, the address is charged. */
  payBy(spender: string): void
  /** @throws RATE_LIMITED */
  spend(units: number): void
  /** For work that is done already, such as reading a document that is then refused. */
  charge(units: number): void
  /** Records the estimate of the operation. */
  estimate(units: number): void
  /** `extensions.cost` of the answer. */
  reported(actual: number): CostReport
  /** The budget left, as headers. [draft-ietf-httpapi-ratelimit-headers] */
  setHeaders(response: ServerResponse): void
}

export interface CostReport {
  readonly estimated: number
  readonly actual: number
  /** The highest estimate of one operation. */
  readonly maximum: number
  /** What may be spent in a window of time, what is left of it, and when all of it is back. */
  readonly limit: number
  readonly remaining: number
  readonly resetAt: string
}

/** @param maximum the highest estimate of one operation. */
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
    reported: (actual) => {
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

/** Answers without `data`: refusals that are made before there is an operation. */
interface Refused {
  /** What the whole answer is to say; undefined: what it says. */
  readonly errors: readonly GraphQLFormattedError[] | undefined
  readonly extensions: Readonly<Record<string, unknown>> & { readonly cost: CostReport }
}

/** The same answer with the extensions that every answer has. */
export function withExtensions(answer: HTTPGraphQLResponse, reported: Refused): HTTPGraphQLResponse {
  if (answer.body.kind !== 'complete') return answer
  const body = JSON.parse(answer.body.string) as { errors?: unknown; extensions?: object } // Apollo wrote it just now
  const errors = reported.errors === undefined || reported.errors.length === 0 ? body.errors : reported.errors
  const extensions = { ...body.extensions, ...reported.extensions }
  return {
    ...answer,
    body: { kind: 'complete', string: `${JSON.stringify({ ...body, errors, extensions })}\n` },
  }
}

/** How to authenticate, sent with every 401. [RFC 9110, RFC 6750] */
export function challenge({ headers }: IncomingMessage, response: ServerResponse): void {
  if (response.hasHeader('www-authenticate')) return
  const wrong = headers.authorization === undefined ? '' : ', error="invalid_token"'
  response.setHeader('www-authenticate', `Bearer realm="Mandate"${wrong}`)
}
