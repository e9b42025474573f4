import type { Transaction } from '../../src/write/transaction'
import { Product } from '../product/product.entity'
import { ProductStatus } from '../product/product-status'
import { statusUntil } from '../product/status-until'
import { dayOfMonth, yearsAfter } from '../product/years-after'
import { OrderKind } from './order-kind'
import { OrderLine } from './order-line.entity'
import { OrderStatus } from './order-status'
import { Order } from './order.entity'

/**
 * Completes an order whose invoice has just been paid. A renewal moves the due date of its product, from today where
 * that has passed; whatever was stopped for want of payment runs again.
 * INVARIANT: whoever calls holds the client's Organisation, under which everything about its products is decided. An
 * order that is completed or cancelled already is left as it is, so that no payment counts twice.
 */
export async function completeOrder(tx: Transaction, key: number): Promise<void> {
  const order = await tx.manager.findOneByOrFail(Order, { id: key })
  if (order.status === OrderStatus.COMPLETED || order.status === OrderStatus.CANCELLED) return
  await tx.manager.update(Order, key, { status: OrderStatus.COMPLETED })
  const lines = await tx.manager.find(OrderLine, {
    where: { order: { id: key } },
    relations: { product: true },
    order: { id: 'ASC' },
  })
  for (const { product, years } of lines) {
    const { expiresOn, anchorDay } = product
    const renewed =
      order.kind === OrderKind.RENEWAL ? renewedUntil(tx, product, years) : { expiresOn, anchorDay }
    await runUntil(tx, product, renewed)
  }
}

type Term = Pick<Product, 'expiresOn' | 'anchorDay'>

/** From where it ends, or from today where that has passed: then its years begin anew, on another day. */
function renewedUntil(tx: Transaction, { expiresOn, anchorDay }: Term, years: number): Term {
  if (expiresOn === null || expiresOn < tx.today) {
    return { expiresOn: yearsAfter(tx.today, years), anchorDay: dayOfMonth(tx.today) }
  }
  const anchor = anchorDay ?? dayOfMonth(expiresOn)
  return { expiresOn: yearsAfter(expiresOn, years, anchor), anchorDay: anchor }
}

async function runUntil(tx: Transaction, product: Product, { expiresOn, anchorDay }: Term): Promise<void> {
  // WHY: what has ended may be somebody else's by now; it does not come back.
  if (product.status === ProductStatus.ENDED) return
  const status = statusUntil(expiresOn, tx.today)
  if (status === product.status && expiresOn === product.expiresOn) return
  const renewed = expiresOn === product.expiresOn ? {} : { expiresOn, anchorDay, remindedDaysBefore: null }
  await tx.manager.update(Product, product.id, { status, ...renewed })
}
