import { QueueFull } from '../services/fair-queue'
import { GatewayError } from './gateway-error'

/** A queue that is full refuses with RATE_LIMITED; every other failure stays what it is. */
export function refuseBusy(problem: unknown): never {
  if (problem instanceof QueueFull) {
    throw new GatewayError('RATE_LIMITED', {
      message: 'Too much waits to be done at the moment.',
      retryAfterSeconds: 1,
    })
  }
  throw problem
}
