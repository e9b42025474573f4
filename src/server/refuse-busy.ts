import { OperationEnded } from '../data/operation-scope'
import { QueueFull } from '../services/fair-queue'
import { isStatementTimeout, isWorthAnotherTry } from '../write/database-problems'
import { GatewayError } from './gateway-error'

/**
 * What a caller is told where the databases did not answer in time: that it asked for too much, or may try again. Every
 * other failure stays what it is. INVARIANT: nothing that is only a matter of time is told as INTERNAL.
 */
export function asRefusal(problem: unknown): unknown {
  if (problem instanceof OperationEnded) return ended(problem)
  if (problem instanceof QueueFull) return again('Too much waits to be done at the moment. Nothing was done.')
  if (isStatementTimeout(problem)) return tooMuch()
  if (isWorthAnotherTry(problem)) {
    return again('Somebody else changes the same things at this moment. Nothing was done: send it again.')
  }
  return problem
}

/** The same, thrown. */
export function refuseBusy(problem: unknown): never {
  throw asRefusal(problem)
}

function ended({ kind }: OperationEnded): GatewayError {
  switch (kind) {
    case 'undone':
      return again('It took too long and was undone as a whole. Send it again.')
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
    message: 'The operation took longer than one may. Ask for less at once, or more narrowly.',
  })
}
