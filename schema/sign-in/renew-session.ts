import { Not } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { Session } from '../session/session.entity'
import type { AtKeyboard } from './session-of'

/**
 * After a change of what somebody signs in with: the session at hand goes on under a new token, which is the answer,
 * and every other one of this User ends, also those remembered on a device.
 */
export async function renewSession(tx: Transaction, { user, session }: AtKeyboard): Promise<string> {
  const { token, hash } = tx.newToken()
  await tx.manager.delete(Session, { user: { id: user.id }, id: Not(session) })
  await tx.manager.update(Session, session, { tokenHash: hash })
  return token
}
