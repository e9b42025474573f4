import { LessThanOrEqual } from 'typeorm'
import { sqlInstant } from '../../src/data/sql-instant'
import type { TransactionGround } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/system-transaction'
import type { Transaction } from '../../src/write/transaction'
import { expireRequest } from '../access-request/expire-request'
import { closeOffer } from './close-offer'
import { heldOffer } from './offer'
import { PartnershipStatus } from './partnership-status'
import { Partnership } from './partnership.entity'

const A_TIME = 100

/** What a run has done. */
export interface Expired {
  readonly invitations: number
  readonly requests: number
}

/**
 * Ends invitations and requests that nobody answered in time, each in a transaction of its own. It may be stopped at any
 * moment, and run twice at once: what was answered meanwhile stays answered.
 */
export async function expireInvitations(ground: TransactionGround, now: Date): Promise<Expired> {
  const invitations = await each(ground, now, { table: 'partnerships', expire: expireOffer })
  const requests = await each(ground, now, { table: 'access_requests', expire: expireRequest })
  return { invitations, requests }
}

interface Kind {
  readonly table: 'partnerships' | 'access_requests'
  readonly expire: (tx: Transaction, key: number) => Promise<boolean>
}

async function each(ground: TransactionGround, now: Date, { table, expire }: Kind): Promise<number> {
  let count = 0
  const due = (): Promise<readonly { readonly id: number }[]> =>
    ground.dataSource.query(
      `SELECT id FROM ${table} WHERE status = 'PENDING' AND expires_at <= ? ORDER BY id LIMIT ${A_TIME}`,
      [sqlInstant(now)],
    )
  for (let rows = await due(); rows.length > 0; rows = await due()) {
    for (const { id } of rows) {
      if (await systemTransaction(ground, now, (tx) => expire(tx, id))) count += 1
    }
  }
  return count
}

/** Whether it was still pending. */
async function expireOffer(tx: Transaction, key: number): Promise<boolean> {
  const offer = await heldOffer(tx, key)
  const due = { id: key, status: PartnershipStatus.PENDING, expiresAt: LessThanOrEqual(tx.now) }
  if (!(await tx.manager.existsBy(Partnership, due))) return false
  await closeOffer(tx, offer, { status: PartnershipStatus.EXPIRED, by: null })
  return true
}
