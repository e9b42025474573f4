import { IsNull, MoreThan, Not } from 'typeorm'
import { type Transaction } from '../../src/write/transaction'
import { cashbackOf, cashbackStatusAfter } from '../billing/cashback-rules'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { OrderLine } from '../order/order-line.entity'
import { accountOf, bookMovement, noteToPayOut } from '../prepaid-account/book-movement'
import { MovementKind } from '../prepaid-account/prepaid-account.entity'
import { CashbackEntry, CashbackStatus } from './cashback-entry.entity'

/**
 * Notes what Partners will earn on the lines of an order once it is paid, at the rates frozen with them.
 * Call it once, when the order's invoice is issued.
 */
export async function accrueCashback({ manager }: Transaction, order: number): Promise<void> {
  const lines = await manager.find(OrderLine, {
    where: { order: { id: order } },
    relations: { order: { placedFor: true }, product: true, cashbackPartner: true },
    order: { id: 'ASC' },
  })
  const entries = lines.flatMap((line) => {
    const { order: of, cashbackPartner: partner, product, currency } = line
    const amount = cashbackOf(line)
    if (partner === null || amount === 0) return []
    const client = of.placedFor
    return {
      partner: { id: partner.id },
      client: { id: client.id },
      clientName: client.name,
      product: { id: product.id },
      orderLine: { id: line.id },
      currency,
      amount,
      status: CashbackStatus.PENDING,
      creditedOn: null,
    }
  })
  if (entries.length === 0) return
  // WHY not the shorter `insert`: it reads every row back, one by one.
  await manager
    .createQueryBuilder()
    .insert()
    .into(CashbackEntry)
    .values(entries)
    .updateEntity(false)
    .execute()
}

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
    await recordChange(tx, {
      kind: ChangeKind.CASHBACK_CREDITED,
      about: { cashbackEntry: entry.id },
      organisation: entry.partner.id,
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

/** Pays off what is still owed, the oldest entry first, with at most `means`. Returns the amount used. */
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
    await tx.manager.update(CashbackEntry, entry.id, { status, stillOwed, reversedOn: tx.today })
    await tx.audit({
      action: 'cashback reversed',
      subject: { type: 'CashbackEntry', key: entry.id },
      organisation: entry.partner.id,
      detail: { amount: entry.amount, currency: entry.currency, stillOwed },
    })
    // What was never credited is not missed by anybody.
    if (entry.status === CashbackStatus.CREDITED)
      await recordChange(tx, {
        kind: ChangeKind.CASHBACK_REVERSED,
        about: { cashbackEntry: entry.id },
        organisation: entry.partner.id,
      })
  }
}

/** The amount that could not be taken back: all of it, if it was not paid into the account. */
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

/** The cashback of an order with its lines, in their order. */
export function entriesOf({ manager }: Transaction, order: number): Promise<CashbackEntry[]> {
  return manager.find(CashbackEntry, {
    where: { orderLine: { order: { id: order } } },
    relations: { partner: true, product: true, orderLine: true },
    order: { id: 'ASC' },
  })
}

/** The Partners who earn on an order. */
export async function partnersOf({ manager }: Transaction, order: number): Promise<readonly number[]> {
  const lines = await manager.find(OrderLine, {
    where: { order: { id: order }, cashbackPartner: Not(IsNull()) },
    relations: { cashbackPartner: true },
  })
  return lines.flatMap(({ cashbackPartner }) => (cashbackPartner === null ? [] : [cashbackPartner.id]))
}
