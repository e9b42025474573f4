import type { Transaction } from '../../src/write/transaction'
import { cashbackOf } from '../billing/cashback-of'
import { OrderLine } from '../order/order-line.entity'
import { CashbackEntry } from './cashback-entry.entity'
import { CashbackStatus } from './cashback-status'

/**
 * Notes what Partners will earn on the lines of an order once it is paid, at the rates frozen with them.
 * To be called once, when its invoice is issued.
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
