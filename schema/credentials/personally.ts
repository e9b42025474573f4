import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'

/**
 * The User who makes or gives up a credential. INVARIANT: a person at the keyboard; what one program was given must not
 * make another, which would outlive its own end.
 * @throws Refusal FORBIDDEN
 */
export function personally({ principal }: Pick<ActingTransaction, 'principal'>): number {
  if (principal.user === null || principal.token) throw refuse('FORBIDDEN', 'PEOPLE_ONLY')
  return principal.user.id
}
