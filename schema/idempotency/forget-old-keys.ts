import { LessThan } from 'typeorm'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { IdempotencyKey } from './idempotency-key.entity'

/** How long a repeated request is answered with what it came to before. */
export const KEPT_DAYS = 30

/** Forgets the keys that nobody repeats any more. */
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
