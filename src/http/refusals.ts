import { HeaderMap } from '@apollo/server'
import { GraphQLError } from 'graphql'
import { type Logger } from 'pino'
import { OperationEnded } from '../platform/database/operation-scope'
import { QueueFull } from '../platform/fair-queue'
import { isStatementTimeout, isWorthAnotherTry } from '../write/refusal'
import { errorCatalogue, GatewayError, isErrorCode } from './error-catalogue'

/**
 * The same refusal with the HTTP status and headers of its code, for a request that is refused as a whole.
 * WHY not in the error itself: an error inside an answered operation leaves the status at 200.
 */
export function refuseRequest(thrown: unknown): Error {
  const refusal = asRefusal(thrown)
  if (!(refusal instanceof Error)) return new Error(`a value that is no error was thrown: ${typeof refusal}`)
  const code = refusal instanceof GraphQLError ? refusal.extensions['code'] : undefined
  if (!(refusal instanceof GraphQLError) || !isErrorCode(code)) return refusal
  refusal.extensions['http'] = { status: errorCatalogue[code].status, headers: retryAfter(refusal) }
  return refusal
}

function retryAfter(refusal: GraphQLError): HeaderMap {
  const headers = new HeaderMap()
  const seconds = refusal.extensions['retryAfterSeconds']
  if (typeof seconds === 'number') headers.set('retry-after', String(seconds))
  return headers
}

/**
 * The error that a caller gets if the database did not answer in time: it asked for too much, or may try again. Every
 * other failure stays as it is. INVARIANT: a time-out is never answered as INTERNAL.
 */
export function asRefusal(problem: unknown): unknown {
  if (problem instanceof OperationEnded) return ended(problem)
  if (problem instanceof QueueFull)
    return again('Too many requests are waiting at the moment. Nothing was done.')
  if (isStatementTimeout(problem)) return tooMuch()
  if (isWorthAnotherTry(problem)) {
    return again(
      'Somebody else is changing the same data at this moment. Nothing was done. Send the request again.',
    )
  }
  return problem
}

/** The same, thrown. */
export function refuseWhenBusy(problem: unknown): never {
  throw asRefusal(problem)
}

function ended({ kind }: OperationEnded): GatewayError {
  switch (kind) {
    case 'undone':
      return again('The operation took too long, and all of it was undone. Send it again.')
    case 'deadline':
    case 'gone':
      return tooMuch()
  }
}

function again(message: string): GatewayError {
  return new GatewayError('RATE_LIMITED', { message, retryAfterSeconds: 1 })
}

function tooMuch(): GatewayError {
  return new GatewayError('COST_EXCEEDED', {
    message: 'The operation took too long. Ask for less at once, or filter more narrowly.',
  })
}

/** Failures of operations by nobody: logged, but without their time. */
export interface FailuresByNobody {
  /** Marks the error of a request that leaves no trace, so that it is not logged when it happens. */
  mark(error: unknown): void
  /** Whether the error was marked. If so, it is kept for later, and the caller of this function has nothing to do. */
  keep(error: unknown, cause: unknown): boolean
  /** Logs what was kept, in one line. */
  report(): void
}

/**
 * WHY kept back: a line in the log has a time, and stands between lines of what the same person did before and after. All
 * are logged together when a day (UTC) ends, and when the gateway stops.
 */
export function failuresByNobody(logger: Logger): FailuresByNobody {
  const marked = new WeakSet<object>()
  const kept = new Map<string, { readonly cause: Error; count: number }>()
  let timer: NodeJS.Timeout | undefined
  const report = (): void => {
    clearTimeout(timer)
    timer = undefined
    for (const { cause, count } of kept.values()) {
      logger.error({ err: cause, count }, 'operations that are done by nobody failed since the day before')
    }
    kept.clear()
  }
  return {
    mark: (error) => {
      if (typeof error === 'object' && error !== null) marked.add(error)
    },
    keep: (error, cause) => {
      if (typeof error !== 'object' || error === null || !marked.has(error)) return false
      const failure = cause instanceof Error ? cause : new Error('Something that is no error was thrown')
      const key = `${failure.name} ${failure.stack?.replace(failure.message, '') ?? ''}`
      const known = kept.get(key) ?? { cause: failure, count: 0 }
      kept.set(key, { ...known, count: known.count + 1 })
      timer ??= setTimeout(report, untilMidnight()).unref()
      return true
    },
    report,
  }
}

const DAY = 86_400_000

function untilMidnight(): number {
  return DAY - (Date.now() % DAY)
}
