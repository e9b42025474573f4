import { isUniqueViolation } from '../../src/write/database-problems'
import type { Transaction } from '../../src/write/transaction'
import { Organisation } from '../organisation/organisation.entity'
import { Movement } from './movement.entity'
import { PrepaidAccount } from './prepaid-account.entity'

/** A prepaid account with the end of its ledger. */
export interface HeldAccount {
  readonly id: number
  readonly currency: string
  readonly last: Movement | null
  readonly balance: number
}

/**
 * The account of an Organisation, held until the end of the transaction, so that nobody else books on it. One that
 * has none gets one, in its own currency.
 */
export async function accountOf(tx: Transaction, organisation: number): Promise<HeldAccount> {
  const { id, currency } = (await find(tx, organisation)) ?? (await open(tx, organisation))
  await tx.lock('prepaid_accounts', [id])
  const last = await tx.manager.findOne(Movement, {
    where: { account: { id } },
    order: { position: 'DESC' },
  })
  return { id, currency, last, balance: last?.balanceAfter ?? 0 }
}

function find(tx: Transaction, organisation: number): Promise<PrepaidAccount | null> {
  return tx.manager.findOne(PrepaidAccount, {
    where: { organisation: { id: organisation } },
    select: { id: true, currency: true },
  })
}

async function open(tx: Transaction, organisation: number): Promise<Pick<PrepaidAccount, 'id' | 'currency'>> {
  const { currency } = await tx.manager.findOneByOrFail(Organisation, { id: organisation })
  try {
    await tx.manager.insert(PrepaidAccount, { organisation: { id: organisation }, currency })
  } catch (problem) {
    // Somebody opened it at the same time.
    if (!isUniqueViolation(problem)) throw problem
  }
  const account = await find(tx, organisation)
  if (account === null) throw new Error('An account that was opened is not there.')
  return account
}
