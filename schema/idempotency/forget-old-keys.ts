import { LessThan } from 'typeorm'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { IdempotencyKey } from './idempotency-key.entity'

/** How long a repeated request is answered with its earlier outcome. */
export const KEPT_DAYS = 30

/** Deletes keys that are too old to be repeated. */
export async function forgetOldKeys(
  dependencies: TransactionDependencies,
  now: Date,
): Promise<{ readonly forgotten: number }> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  const { affected } = await systemTransaction(dependencies, now, (tx) =>
    tx.manager.delete(IdempotencyKey, { createdAt: LessThan(before) }),
  )
  return { forgotten: affected ?? 0 }
}
