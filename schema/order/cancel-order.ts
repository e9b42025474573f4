import { type Operation } from '../../src/write/operation'
import { Invoice } from '../invoice/invoice.entity'
import { refuse } from '../user-error/user-error'
import { Order, OrderStatus } from './order.entity'
import { type CancelOrderInput } from './order.resolver'
import { withdrawRenewal } from './renewals'

/**
 * Withdraws an order that was billed and not delivered yet: by who pays, which so refuses a renewal placed on it, or by who
 * placed it. Its invoice is credited in full, and what was paid of it goes back.
 * INVARIANT: nothing that was delivered is withdrawn: a purchase runs at once, so it is not.
 */
export const cancelOrder: Operation<CancelOrderInput> = {
  name: 'cancelOrder',
  by: 'signed in',
  run: async (tx, { orderId }) => {
    const key = await tx.target('Order', orderId, 'orderId')
    await tx.authorise('cancel', 'Order', key)
    const order = await tx.manager.findOneOrFail(Order, {
      where: { id: key },
      relations: { placedFor: true, payer: true, organisation: true },
    })
    if (order.status !== OrderStatus.PLACED) throw refuse('CONFLICT', 'ORDER_DELIVERED', { field: 'orderId' })
    const invoice = await tx.manager.findOneBy(Invoice, { order: { id: key } })
    const byPayer = tx.principal.organisation?.id === order.payer.id
    const reason = byPayer ? 'Refused by who would have paid.' : 'Withdrawn by who ordered it.'
    await withdrawRenewal(tx, { order: key, invoice: invoice?.id ?? null }, reason)
    await tx.audit({
      action: 'order cancelled',
      subject: { type: 'Order', key },
      organisation: order.placedFor.id,
    })
    return { order: { type: 'Order', key }, approval: null }
  },
}
