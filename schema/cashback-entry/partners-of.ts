import { IsNull, Not } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { OrderLine } from '../order/order-line.entity'

/** The Partners who earn on an order. */
export async function partnersOf({ manager }: Transaction, order: number): Promise<readonly number[]> {
  const lines = await manager.find(OrderLine, {
    where: { order: { id: order }, cashbackPartner: Not(IsNull()) },
    relations: { cashbackPartner: true },
  })
  return lines.flatMap(({ cashbackPartner }) => (cashbackPartner === null ? [] : [cashbackPartner.id]))
}
