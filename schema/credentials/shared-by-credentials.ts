import { IsNull } from 'typeorm'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { lineOf } from '../contact/contact-texts'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { ApiToken, ApplicationPassword } from './credentials.entity'

const MOST = 120

/** What a credential is called: one line, as every name. @throws Refusal BAD_USER_INPUT */
export function labelOf(text: string, field: string): string {
  return lineOf(text, { field, most: MOST })
}

/**
 * The User who makes or gives up a credential. INVARIANT: a person at the keyboard; what one program was given must not
 * make another, which would outlive its own end.
 * @throws Refusal FORBIDDEN
 */
export function personally({ principal }: Pick<ActingTransaction, 'principal'>): number {
  if (principal.user === null || principal.token) throw refuse('FORBIDDEN', 'PEOPLE_ONLY')
  return principal.user.id
}

/** How many credentials of a person are void from now on. */
interface RevokedCredentials {
  readonly apiTokens: number
  readonly applicationPasswords: number
}

/** Every API token and application password of a person is void from now on, wherever it acts. */
export async function revokeCredentials(tx: Transaction, user: number): Promise<RevokedCredentials> {
  const open = { user: { id: user }, revokedAt: IsNull() }
  const tokens = await tx.manager.update(ApiToken, open, { revokedAt: tx.now })
  const passwords = await tx.manager.update(ApplicationPassword, open, { revokedAt: tx.now })
  return { apiTokens: tokens.affected ?? 0, applicationPasswords: passwords.affected ?? 0 }
}

/** Tells a person that a credential of theirs was made, in case it was not they who made it. */
export async function notifyOwner(
  tx: Transaction,
  user: number,
  made: { readonly kind: 'API_TOKEN' | 'APPLICATION_PASSWORD'; readonly name: string },
): Promise<void> {
  const { email, locale } = await tx.manager.findOneByOrFail(User, { id: user })
  const data = { ...made, madeAt: tx.now.toISOString() }
  await tx.mail({ to: email, template: 'credential-created', locale, data })
}
