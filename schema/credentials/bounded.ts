import { type EntityTarget, IsNull, MoreThan } from 'typeorm'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import type { ApiToken } from './api-token.entity'
import type { ApplicationPassword } from './application-password.entity'

const MOST = 50

/** @throws Refusal CONFLICT where a person has as many of a kind as anybody may have; those that are over do not count. */
export async function mustBeFew(
  tx: ActingTransaction,
  user: number,
  kind: EntityTarget<ApiToken | ApplicationPassword>,
): Promise<void> {
  const open = { user: { id: user }, revokedAt: IsNull() }
  const where = [
    { ...open, expiresAt: IsNull() },
    { ...open, expiresAt: MoreThan(tx.now) },
  ]
  if ((await tx.manager.count(kind, { where })) >= MOST) {
    throw refuse('CONFLICT', 'TOO_MANY_CREDENTIALS', { facts: { most: MOST } })
  }
}

/** When a credential ends; null: never. @throws Refusal BAD_USER_INPUT for a moment that has passed. */
export function endOf(now: Date, given: string | null | undefined): Date | null {
  const expiresAt = typeof given === 'string' ? new Date(given) : null
  if (expiresAt !== null && expiresAt <= now) {
    throw refuse('BAD_USER_INPUT', 'IN_THE_PAST', { field: 'expiresAt' })
  }
  return expiresAt
}
