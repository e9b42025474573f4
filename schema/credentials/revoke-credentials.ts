import { IsNull } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { ApiToken } from './api-token.entity'
import { ApplicationPassword } from './application-password.entity'

/** How many credentials of a person are void from now on. */
export interface RevokedCredentials {
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
