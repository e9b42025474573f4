import type { Transaction } from '../../src/write/transaction'
import { User } from '../user/user.entity'

/** Tells a person that a credential of theirs was made, in case it was not they who made it. */
export async function tellOwner(
  tx: Transaction,
  user: number,
  made: { readonly kind: 'API_TOKEN' | 'APPLICATION_PASSWORD'; readonly name: string },
): Promise<void> {
  const { email, locale } = await tx.manager.findOneByOrFail(User, { id: user })
  const data = { ...made, madeAt: tx.now.toISOString() }
  await tx.mail({ to: email, template: 'credential-created', locale, data })
}
