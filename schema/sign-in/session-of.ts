import { Not } from 'typeorm'
import { mailAddressIn } from '../../src/platform/typed-texts'
import { type Principal } from '../../src/policy/principal'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Session } from '../session/session.entity'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'

/** The User who changes a credential, locked, and the session in use. */
interface PersonalSession {
  readonly user: User
  readonly session: number
}

/**
 * The User who is signed in personally.
 * @throws Refusal FORBIDDEN for a program: an API token cannot change the credentials of a person.
 */
export function requirePersonalSession({ user, session, token }: Principal): number {
  if (user === null || session === undefined || token) throw refuse('FORBIDDEN', 'SESSION_NEEDED')
  return user.id
}

/** The same, locked, with the session. @throws Refusal FORBIDDEN */
export async function sessionOf({
  principal,
  manager,
  lock,
}: Pick<ActingTransaction, 'principal' | 'manager' | 'lock'>): Promise<PersonalSession> {
  const user = requirePersonalSession(principal)
  await lock('users', [user])
  return { user: await manager.findOneByOrFail(User, { id: user }), session: principal.session?.id ?? 0 }
}

/**
 * After a change of a sign-in credential: the current session continues under a new token, which is the answer,
 * and every other one of this User ends, also those remembered on a device.
 */
export async function renewSession(tx: Transaction, { user, session }: PersonalSession): Promise<string> {
  const { token, hash } = tx.newToken()
  await tx.manager.delete(Session, { user: { id: user.id }, id: Not(session) })
  await tx.manager.update(Session, session, { tokenHash: hash })
  return token
}

/** The e-mail address of an account, in its canonical form. @throws Refusal for what cannot be written to. */
export function accountEmail(given: string, field: string): string {
  const email = mailAddressIn(given)
  if (email === undefined) throw refuse('BAD_USER_INPUT', 'NOT_AN_ADDRESS', { field })
  return email
}
