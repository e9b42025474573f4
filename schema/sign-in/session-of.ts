import type { Principal } from '../../src/policy/principal'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'

/** Who changes how they sign in, in which session; the User is held. */
export interface AtKeyboard {
  readonly user: User
  readonly session: number
}

/**
 * The User at the keyboard.
 * @throws Refusal FORBIDDEN for a program: what a person proves who they are with is not changed by an API token.
 */
export function atKeyboard({ user, session, token }: Principal): number {
  if (user === null || session === undefined || token) throw refuse('FORBIDDEN', 'SESSION_NEEDED')
  return user.id
}

/** The same, held, in their session. @throws Refusal FORBIDDEN */
export async function sessionOf({
  principal,
  manager,
  lock,
}: Pick<ActingTransaction, 'principal' | 'manager' | 'lock'>): Promise<AtKeyboard> {
  const user = atKeyboard(principal)
  await lock('users', [user])
  return { user: await manager.findOneByOrFail(User, { id: user }), session: principal.session?.id ?? 0 }
}
