import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { placementOf } from '../billing/placement'
import type { Renewal } from '../billing/renewal-terms'
import { actorOf } from '../order/actor-of'
import { type MandateInForce, mandatesInForce } from '../order/mandates-in-force'
import { openRenewal } from '../order/open-renewal'
import type { RenewProductInput } from '../order/order.inputs'
import { placeRenewal } from '../order/place-renewal'
import { withdrawRenewal } from '../order/withdraw-renewal'
import { yearsOf } from '../order/years-of'
import { refuse } from '../user-error/refuse'
import { Product } from './product.entity'
import { ProductStatus } from './product-status'

/**
 * Renews a product: the invoice goes to the payer stored on it, to whom the payment mode says where a Partner with
 * full access renews, or to the client that takes over the cost. See docs/decisions/0031-renewals.md.
 * INVARIANT: at most one renewal of a product waits for payment.
 */
export const renewProduct: Operation<RenewProductInput> = {
  name: 'renewProduct',
  by: 'signed in',
  run: async (tx, { productId, years: asked, atOwnCost }) => {
    const years = yearsOf(asked, 'years')
    const [named = 0] = await tx.named('Product', [productId], 'productId')
    const waiting = await openRenewal(tx, named)
    // WHY also who owes a renewal that waits: it may have to be credited.
    const key = await tx.target('Product', productId, {
      field: 'productId',
      also: waiting === undefined ? [] : [waiting.payer],
    })
    const product = await tx.manager.findOneOrFail(Product, {
      where: { id: key },
      relations: { organisation: true, payer: true },
    })
    const client = product.organisation.id
    const { organisation, user } = actorOf(tx)
    await tx.authorise('renew', 'Product', key)
    if (atOwnCost && organisation !== client) throw refuse('FORBIDDEN', 'NOT_ALLOWED', { field: 'atOwnCost' })
    if (product.status === ProductStatus.ENDED) {
      throw refuse('CONFLICT', 'PRODUCT_ENDED', { field: 'productId' })
    }
    const mandates = await mandatesInForce(tx, client, key)
    const renewal: Renewal = atOwnCost
      ? { by: 'CLIENT_AT_OWN_COST' }
      : placedRenewal({ placedIn: organisation, placedFor: client }, mandates)
    await makeWay(tx, product, renewal)
    const request = { renewal, product, years, placedIn: organisation, placedBy: user, mandates }
    const placed = await placeRenewal(tx, request)
    switch (placed.kind) {
      case 'PLACED':
        return { order: { type: 'Order', key: placed.order } }
      case 'NOT_SOLD':
        throw refuse('BAD_USER_INPUT', 'NOT_SOLD', {
          field: 'productId',
          facts: { currency: placed.currency },
        })
    }
  },
}

function placedRenewal(
  order: { readonly placedIn: number; readonly placedFor: number },
  mandates: readonly MandateInForce[],
): Renewal {
  const placement = placementOf(order, mandates)
  if (placement === undefined) throw refuse('FORBIDDEN', 'NOT_ALLOWED')
  return { by: 'PLACEMENT', placement }
}

/** A renewal that waits is in the way, unless the client takes it over from who has not paid it. */
async function makeWay(tx: ActingTransaction, product: Product, renewal: Renewal): Promise<void> {
  const open = await openRenewal(tx, product.id)
  if (open === undefined) return
  if (renewal.by !== 'CLIENT_AT_OWN_COST' || open.payer === product.organisation.id) {
    throw refuse('CONFLICT', 'RENEWAL_OPEN', { field: 'productId' })
  }
  await withdrawRenewal(tx, open, 'The client renews this service at its own cost.')
}
