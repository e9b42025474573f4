import { sqlInstant } from '../../src/platform/database/dialect'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { ChangeKind } from '../change/change-kind'
import { recordChanges } from '../change/record-change'

const DAYS_BEFORE = 14
const DAY = 86_400_000
const A_TIME = 100

/**
 * Warns the owners of tokens that are about to be disabled for want of use, or to expire: two weeks before, once.
 * A token that was used again is warned of again when a year has almost passed once more.
 */
export async function warnOfTokens(
  dependencies: TransactionDependencies,
  now: Date,
): Promise<{ readonly warned: number }> {
  let warned = 0
  for (const find of [idleSoon, expiringSoon]) {
    for (;;) {
      const step = await systemTransaction(dependencies, now, (tx) => warnSome(tx, find(now)))
      warned += step
      if (step < A_TIME) break
    }
  }
  return { warned }
}

interface Ending {
  readonly kind: ChangeKind
  readonly where: string
  readonly values: readonly string[]
}

/** Last used, or made, between a year ago and two weeks later than that. */
function idleSoon(now: Date): Ending {
  const yearAgo = new Date(now)
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1)
  const used = 'COALESCE(t.last_used_at, t.created_at)'
  return {
    kind: ChangeKind.TOKEN_IDLE_SOON,
    where: `${used} >= ? AND ${used} < ? AND (t.expires_at IS NULL OR t.expires_at > ?)`,
    values: [sqlInstant(yearAgo), sqlInstant(daysFrom(yearAgo, DAYS_BEFORE)), sqlInstant(now)],
  }
}

function expiringSoon(now: Date): Ending {
  return {
    kind: ChangeKind.TOKEN_EXPIRES_SOON,
    where: 't.expires_at > ? AND t.expires_at <= ?',
    values: [sqlInstant(now), sqlInstant(daysFrom(now, DAYS_BEFORE))],
  }
}

async function warnSome(tx: Transaction, { kind, where, values }: Ending): Promise<number> {
  // WHY since then: an earlier warning was about an earlier year.
  const since = sqlInstant(daysFrom(tx.now, -2 * DAYS_BEFORE))
  const found = await tx.manager.query<readonly TokenRow[]>(
    `SELECT t.id, t.user_id, t.organisation_id FROM api_tokens t WHERE t.revoked_at IS NULL AND ${where}
     AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.api_token_id = t.id AND c.kind = ? AND c.happened_at > ?)
     ORDER BY t.id LIMIT ${A_TIME}`,
    [...values, kind, since],
  )
  await recordChanges(
    tx,
    found.map(({ id, user_id: forUser, organisation_id: organisation }) => ({
      kind,
      about: { apiToken: id },
      organisation,
      forUser,
    })),
  )
  return found.length
}

interface TokenRow {
  readonly id: number
  readonly user_id: number
  readonly organisation_id: number
}

function daysFrom(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY)
}
