import { type FindOptionsWhere, In, IsNull, LessThan } from 'typeorm'
import { systemTransaction } from '../../src/write/system-transaction'
import type { Transaction } from '../../src/write/transaction'
import type { TransactionGround } from '../../src/write/open-transaction'
import { ApiToken } from './api-token.entity'

/** WHY no more: their Organisations are held meanwhile. */
const AT_ONCE = 100

/**
 * Disables for good the API tokens that were not used for a year, counted from their last call or, without any,
 * from the day they were made. Each leaves an audit entry.
 */
export async function disableIdleTokens(
  ground: TransactionGround,
  now: Date,
): Promise<{ readonly disabled: number }> {
  let disabled = 0
  for (;;) {
    const step = await systemTransaction(ground, now, disableSome)
    disabled += step
    if (step < AT_ONCE) return { disabled }
  }
}

async function disableSome(tx: Transaction): Promise<number> {
  const candidates = await tx.manager.find(ApiToken, {
    where: idleAt(tx.now),
    relations: { organisation: true },
    order: { id: 'ASC' },
    take: AT_ONCE,
  })
  const keys = candidates.map(({ id }) => id)
  await tx.lock(
    'organisations',
    candidates.map(({ organisation }) => organisation.id),
  )
  await tx.lock('api_tokens', keys)
  // A call may have come in before the lock was there.
  const idle = await tx.manager.find(ApiToken, {
    where: idleAt(tx.now).map((where) => ({ ...where, id: In(keys) })),
    relations: { organisation: true },
  })
  for (const { id, organisation } of idle) {
    await tx.manager.update(ApiToken, id, { revokedAt: tx.now })
    await tx.audit({
      action: 'api token disabled as idle',
      subject: { type: 'ApiToken', key: id },
      organisation: organisation.id,
    })
  }
  return idle.length
}

function idleAt(now: Date): FindOptionsWhere<ApiToken>[] {
  const since = new Date(now)
  since.setUTCFullYear(since.getUTCFullYear() - 1)
  return [
    { revokedAt: IsNull(), lastUsedAt: LessThan(since) },
    { revokedAt: IsNull(), lastUsedAt: IsNull(), createdAt: LessThan(since) },
  ]
}
