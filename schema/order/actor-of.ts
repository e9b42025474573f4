import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'

/** Who orders, and in which Organisation, by number. */
export interface Actor {
  readonly organisation: number
  readonly user: number
}

/** @throws Refusal for who acts in no Organisation. */
export function actorOf({ principal }: Pick<ActingTransaction, 'principal'>): Actor {
  if (principal.organisation === null || principal.user === null) throw refuse('FORBIDDEN', 'NOT_ALLOWED')
  return { organisation: principal.organisation.id, user: principal.user.id }
}
