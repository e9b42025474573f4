import { IsNull } from 'typeorm'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { lineOf } from '../contact/contact-texts'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { ApiToken, ApplicationPassword } from './credentials.entity'

const MOST = 120

/** The name of a credential: one line, like every name. @throws Refusal BAD_USER_INPUT */
export function labelOf(text: string, field: string): string {
  return lineOf(text, { field, most: MOST })
}

/**
 * The User who makes or gives up a credential. INVARIANT: a person in a session; the credential of a
 * program must not make another one, which would outlive it.
 * @throws Refusal FORBIDDEN
 */
export function personally({ principal }: Pick<ActingTransaction, 'principal'>): number {
  if (principal.user === null || principal.token) throw refuse('FORBIDDEN', 'PEOPLE_ONLY')
  return principal.user.id
}

/** The number of revoked credentials of a person. */
interface RevokedCredentials {
  readonly apiTokens: number
  readonly applicationPasswords: number
}

/** Revokes every API token and application password of a person, in every Organisation. */
export async function revokeCredentials(tx: Transaction, user: number): Promise<RevokedCredentials> {
  const open = { user: { id: user }, revokedAt: IsNull() }
  const tokens = await tx.manager.update(ApiToken, open, { revokedAt: tx.now })
  const passwords = await tx.manager.update(ApplicationPassword, open, { revokedAt: tx.now })
  return { apiTokens: tokens.affected ?? 0, applicationPasswords: passwords.affected ?? 0 }
}

/** Mails a person that a credential of theirs was made, in case somebody else made it. */
export async function notifyOwner(
  tx: Transaction,
  user: number,
  made: { readonly kind: 'API_TOKEN' | 'APPLICATION_PASSWORD'; readonly name: string },
): Promise<void> {
  const { email, locale } = await tx.manager.findOneByOrFail(User, { id: user })
  const data = { ...made, madeAt: tx.now.toISOString() }
  await tx.mail({ to: email, template: 'credential-created', locale, data })
}
