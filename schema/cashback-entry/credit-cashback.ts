import { MoreThan } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { cashbackStatusAfter } from '../billing/cashback-status-after'
import { accountOf } from '../prepaid-account/account-of'
import { bookMovement } from '../prepaid-account/book-movement'
import { MovementKind } from '../prepaid-account/movement-kind'
import { noteToPayOut } from '../prepaid-account/note-to-pay-out'
import { CashbackEntry } from './cashback-entry.entity'
import { CashbackStatus } from './cashback-status'
import { entriesOf } from './entries-of'

/** Credits the cashback of an order that has just been paid: what is still pending of it. */
export async function creditCashback(tx: Transaction, order: number): Promise<void> {
  for (const entry of await entriesOf(tx, order)) {
    const after = cashbackStatusAfter(entry, 'PAID')
    const status = CashbackStatus[after.status]
    if (status === entry.status) continue
    await tx.manager.update(CashbackEntry, entry.id, { status, creditedOn: tx.today })
    if (after.movement > 0) await payPartner(tx, entry)
    await tx.audit({
      action: 'cashback credited',
      subject: { type: 'CashbackEntry', key: entry.id },
      organisation: entry.partner.id,
      detail: { amount: entry.amount, currency: entry.currency },
    })
  }
}

/**
 * Pays a Partner its cashback, less what it owes of cashback that was taken back before.
 * WHY two movements: the ledger says what was earned and what was kept back.
 */
async function payPartner(tx: Transaction, { partner, amount, currency, orderLine }: CashbackEntry) {
  const account = await accountOf(tx, partner.id)
  const order = { organisation: partner.id, kind: MovementKind.CASHBACK, currency }
  const text = `Cashback: ${orderLine.description}`
  const repaid = await repay(tx, { partner: partner.id, currency }, amount)
  if (account.currency !== currency) {
    return noteToPayOut(tx, account.id, { ...order, amount: amount - repaid, text })
  }
  await bookMovement(tx, { ...order, amount, text })
  if (repaid > 0) await bookMovement(tx, { ...order, amount: -repaid, text: 'Cashback taken back: the rest' })
}

/** Pays off what is still owed, the oldest first, with at most `means`. How much that took. */
async function repay(
  { manager }: Transaction,
  { partner, currency }: { readonly partner: number; readonly currency: string },
  means: number,
): Promise<number> {
  let left = means
  const owed = await manager.find(CashbackEntry, {
    where: { partner: { id: partner }, currency, stillOwed: MoreThan(0) },
    order: { id: 'ASC' },
  })
  for (const { id, stillOwed } of owed) {
    const part = Math.min(stillOwed, left)
    if (part === 0) break
    await manager.update(CashbackEntry, id, { stillOwed: stillOwed - part })
    left -= part
  }
  return means - left
}
