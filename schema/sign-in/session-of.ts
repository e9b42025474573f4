import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'

/** Who changes how they sign in, in which session; the User is held. */
export interface AtKeyboard {
  readonly user: User
  readonly session: number
}

/** @throws Refusal FORBIDDEN for a program: what a person proves who they are with is not changed by an API token. */
export async function sessionOf({
  principal,
  manager,
  lock,
}: Pick<ActingTransaction, 'principal' | 'manager' | 'lock'>): Promise<AtKeyboard> {
  const { user, session, token } = principal
  if (user === null || session === undefined || token) throw refuse('FORBIDDEN', 'SESSION_NEEDED')
  await lock('users', [user.id])
  return { user: await manager.findOneByOrFail(User, { id: user.id }), session: session.id }
}
