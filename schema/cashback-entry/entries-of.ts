import type { Transaction } from '../../src/write/transaction'
import { CashbackEntry } from './cashback-entry.entity'

/** The cashback of an order with its lines, in their order. */
export function entriesOf({ manager }: Transaction, order: number): Promise<CashbackEntry[]> {
  return manager.find(CashbackEntry, {
    where: { orderLine: { order: { id: order } } },
    relations: { partner: true, product: true, orderLine: true },
    order: { id: 'ASC' },
  })
}
