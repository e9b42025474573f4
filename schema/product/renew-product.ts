import { LessThanOrEqual } from 'typeorm'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { placementOf, type Renewal } from '../billing/order-terms'
import { publicPriceOn } from '../billing/pricing'
import { type RenewProductInput } from '../order/order.resolver'
import { actorOf } from '../order/place-order'
import { OrderKind } from '../order/order.entity'
import { approvalNeeded } from '../order-approval/ask-approval'
import { lineDescription, type MandateInForce, mandatesInForce, yearsOf } from '../order/price-lines'
import { openRenewal, placeRenewal, priceRenewal, withdrawRenewal } from '../order/renewals'
import { Price } from '../price/price.entity'
import { refuse } from '../user-error/user-error'
import { ProductStatus } from './product-status'
import { Product } from './product.entity'

/**
 * Renews a product: the client's own people at the client's cost in both payment modes, a Partner with full access at
 * the cost of whom the mode says. Who pays becomes the payer stored on it. See docs/decisions/0162-who-places-pays.md.
 * INVARIANT: at most one renewal of a product waits for payment.
 */
export const renewProduct: Operation<RenewProductInput> = {
  name: 'renewProduct',
  by: 'signed in',
  run: async (tx, { productId, years: asked, atOwnCost }) => {
    const years = yearsOf(asked, 'years')
    const [named = 0] = await tx.named('Product', [productId], 'productId')
    const waiting = await openRenewal(tx, named)
    // WHY also the payer of a waiting renewal: its invoice may have to be credited.
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
    const renewal = placedRenewal({ placedIn: organisation, placedFor: client }, mandates)
    await makeWay(tx, { product: key, client, byClient: organisation === client, atOwnCost, mandates })
    const request = { renewal, product, years, placedIn: organisation, placedBy: user, mandates }
    const { terms, currency, line } = await priceRenewal(tx, request)
    if (line !== undefined) {
      const approval = await approvalNeeded(tx, {
        client,
        placedIn: organisation,
        placedBy: user,
        terms,
        total: line.price,
        currency,
        what: { kind: OrderKind.RENEWAL, product: key, years },
        description: lineDescription({ kind: OrderKind.RENEWAL, name: product.name, years }),
      })
      if (approval !== null) return { order: null, approval: { type: 'OrderApproval', key: approval } }
    }
    const placed = await placeRenewal(tx, request)
    switch (placed.kind) {
      case 'PLACED':
        return { order: { type: 'Order', key: placed.order }, approval: null }
      case 'NOT_SOLD':
        throw refuse('BAD_USER_INPUT', 'NOT_SOLD', {
          field: 'productId',
          facts: { currency: placed.currency },
        })
    }
  },
}

export function placedRenewal(
  order: { readonly placedIn: number; readonly placedFor: number },
  mandates: readonly MandateInForce[],
): Renewal {
  const placement = placementOf(order, mandates)
  if (placement === undefined) throw refuse('FORBIDDEN', 'NOT_ALLOWED')
  return { by: 'PLACEMENT', placement }
}

interface RenewalInTheWay {
  readonly product: number
  readonly client: number
  /** Whether the client's own people renew. */
  readonly byClient: boolean
  readonly atOwnCost: boolean
  readonly mandates: readonly MandateInForce[]
}

/**
 * A renewal that waits for payment is in the way, unless somebody else owes it and the client renews itself: of a Partner
 * with full access only where the client says so, of a former one always.
 */
async function makeWay(
  tx: ActingTransaction,
  { product, client, byClient, atOwnCost, mandates }: RenewalInTheWay,
): Promise<void> {
  const open = await openRenewal(tx, product)
  if (open === undefined) return
  const ofSomebodyElse = byClient && open.payer !== client
  const inForce = mandates.some(
    ({ partner, partnerAccess }) => partner === open.payer && partnerAccess === 'FULL',
  )
  if (ofSomebodyElse && !inForce)
    return withdrawRenewal(tx, open, 'The mandate has ended, and the client renews this service itself.')
  if (ofSomebodyElse && atOwnCost)
    return withdrawRenewal(tx, open, 'The client renews this service at its own cost.')
  throw refuse('CONFLICT', ofSomebodyElse ? 'PARTNER_RENEWAL_OPEN' : 'RENEWAL_OPEN', { field: 'productId' })
}

/** The columns of a product that decide its price. */
type Priced = Pick<Product, 'category' | 'currency' | 'publicPrice'>

/**
 * The public price of a product where another currency is paid in: its own in its own currency, else that of the
 * price list of today. @throws Refusal where it is not sold in that currency.
 */
export async function priceIn(
  tx: Pick<Transaction, 'manager' | 'today'>,
  product: Priced,
  currency: string,
): Promise<number> {
  const price = await soldIn(tx, product, currency)
  if (price === undefined) {
    throw refuse('CONFLICT', 'NOT_SOLD_IN_CURRENCY', { field: 'organisationId', facts: { currency } })
  }
  return price
}

/** The same; undefined where it is not sold in that currency. */
export async function soldIn(
  { manager, today }: Pick<Transaction, 'manager' | 'today'>,
  { category, currency: own, publicPrice }: Priced,
  currency: string,
): Promise<number | undefined> {
  if (own === currency) return publicPrice
  const list = await manager.findBy(Price, { category, currency, validFrom: LessThanOrEqual(today) })
  return publicPriceOn(list, { category, currency }, today)
}
