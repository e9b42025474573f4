import type { TransactionGround } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/system-transaction'
import type { Transaction } from '../../src/write/transaction'
import type { ProductStatus } from './product-status'

/** What a job works on: the database, and where links lead. */
export type JobGround = TransactionGround

/** Products of some states, due on a day or before. */
export interface Due {
  readonly statuses: readonly ProductStatus[]
  readonly until: string
  /** A further condition in SQL. INVARIANT: written here, never made of what somebody typed. */
  readonly besides: string
}

const BATCH = 200

/**
 * Does something to every product that is due, each in a transaction of its own, and counts for how many something
 * was done. Batches are found by an index and walk on from the last one, so that what cannot be done holds up nothing.
 */
export async function eachDueProduct(
  ground: JobGround,
  { now, due }: { readonly now: Date; readonly due: Due },
  work: (tx: Transaction, product: number) => Promise<boolean>,
): Promise<number> {
  let done = 0
  for (const status of due.statuses) {
    let batch = await dueAfter(ground, { status, due, last: FIRST })
    while (batch.length > 0) {
      for (const { id } of batch) {
        if (await systemTransaction(ground, now, (tx) => work(tx, id))) done += 1
      }
      batch = await dueAfter(ground, { status, due, last: batch.at(-1) ?? FIRST })
    }
  }
  return done
}

interface Place {
  readonly id: number
  readonly expires_on: string
}

const FIRST: Place = { id: 0, expires_on: '1000-01-01' }

interface Walk {
  readonly status: ProductStatus
  readonly due: Due
  readonly last: Place
}

function dueAfter({ dataSource }: JobGround, { status, due, last }: Walk): Promise<readonly Place[]> {
  return dataSource.query(
    `SELECT id, expires_on FROM products
     WHERE status = ? AND expires_on <= ? AND expires_on >= ? AND (expires_on > ? OR id > ?) AND (${due.besides})
     ORDER BY expires_on, id LIMIT ${BATCH}`,
    [status, due.until, last.expires_on, last.expires_on, last.id],
  )
}
