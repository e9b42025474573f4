import type { Operation } from '../../src/write/operation'
import { cashbackPartner } from '../billing/cashback-partner'
import { orderTerms } from '../billing/order-terms'
import { placementOf } from '../billing/placement'
import { daysAfter } from '../product/days-after'
import { installProducts } from '../product/install-products'
import { refuse } from '../user-error/refuse'
import { actorOf } from './actor-of'
import { mandatesInForce } from './mandates-in-force'
import { OrderKind } from './order-kind'
import type { PlaceOrderInput } from './order.inputs'
import { priceLines } from './price-lines'
import { recordOrder } from './record-order'
import { wantedOf } from './wanted-of'

const DAYS_TO_PAY = 30

/**
 * Orders services for the own Organisation or, with full access, for a client. The payment mode of this moment
 * decides who pays; what is ordered is installed at once, and the invoice issued with it.
 * INVARIANT: the client's Organisation is held before its mandates are read, so that no order is billed by a mode
 * that was changed meanwhile.
 */
export const placeOrder: Operation<PlaceOrderInput> = {
  name: 'placeOrder',
  by: 'signed in',
  run: async (tx, { organisationId, lines }) => {
    const wanted = wantedOf(lines)
    const client = await tx.target('Organisation', organisationId, 'organisationId')
    const { organisation, user } = actorOf(tx)
    await tx.authorise('placeOrder', 'Organisation', client)
    const mandates = await mandatesInForce(tx, client, null)
    const placement = placementOf({ placedIn: organisation, placedFor: client }, mandates)
    if (placement === undefined) throw refuse('FORBIDDEN', 'NOT_ALLOWED')
    const terms = orderTerms(placement)
    const earner = cashbackPartner({ placedIn: organisation, product: null }, mandates)
    const { currency, lines: found } = await priceLines(tx, { terms, earner, lines: wanted })
    const priced = wanted.map((what, index) => {
      const line = found[index]
      if (line !== undefined) return { ...what, ...line }
      throw refuse('BAD_USER_INPUT', 'NOT_SOLD', { field: `lines.${index}.category`, facts: { currency } })
    })
    const owner = { organisation: client, payer: terms.payer, currency, managedBy: user }
    const products = await installProducts(tx, owner, priced)
    const { key } = await recordOrder(tx, {
      kind: OrderKind.PURCHASE,
      placedIn: organisation,
      placedBy: user,
      placedFor: client,
      terms,
      currency,
      dueOn: daysAfter(tx.today, DAYS_TO_PAY),
      lines: priced.map((line, index) => ({ ...line, product: products[index] ?? 0 })),
    })
    return { order: { type: 'Order', key } }
  },
}
