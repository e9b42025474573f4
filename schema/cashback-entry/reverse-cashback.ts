import type { Transaction } from '../../src/write/transaction'
import { cashbackStatusAfter } from '../billing/cashback-status-after'
import { accountOf } from '../prepaid-account/account-of'
import { bookMovement } from '../prepaid-account/book-movement'
import { MovementKind } from '../prepaid-account/movement-kind'
import { CashbackEntry } from './cashback-entry.entity'
import { CashbackStatus } from './cashback-status'

/**
 * Takes cashback back whose line was given back, once. Where the Partner's account holds less, it takes what there
 * is and remembers the rest, which the next cashback pays off.
 */
export async function reverseCashback(tx: Transaction, entries: readonly CashbackEntry[]): Promise<void> {
  for (const entry of entries) {
    const after = cashbackStatusAfter(entry, 'REFUNDED')
    const status = CashbackStatus[after.status]
    if (status === entry.status) continue
    const stillOwed = after.movement < 0 ? await takeBack(tx, entry) : 0
    await tx.manager.update(CashbackEntry, entry.id, { status, stillOwed })
    await tx.audit({
      action: 'cashback reversed',
      subject: { type: 'CashbackEntry', key: entry.id },
      organisation: entry.partner.id,
      detail: { amount: entry.amount, currency: entry.currency, stillOwed },
    })
  }
}

/** What could not be taken: all of it, where it was not paid into the account. */
async function takeBack(tx: Transaction, { partner, amount, currency, orderLine }: CashbackEntry) {
  const account = await accountOf(tx, partner.id)
  const taken = account.currency === currency ? Math.min(amount, account.balance) : 0
  if (taken > 0) {
    await bookMovement(tx, {
      organisation: partner.id,
      kind: MovementKind.CASHBACK,
      amount: -taken,
      currency,
      text: `Cashback taken back: ${orderLine.description}`,
    })
  }
  return amount - taken
}
