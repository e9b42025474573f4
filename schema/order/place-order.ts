import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { cashbackPartner } from '../billing/cashback-rules'
import { orderTerms, type OrderTerms, placementOf } from '../billing/order-terms'
import { lineOf } from '../contact/contact-texts'
import { approvalNeeded } from '../order-approval/ask-approval'
import { domainNameOf, installProducts, ownHolder } from '../product/install-products'
import { daysAfter } from '../product/product-days'
import { ProductCategory } from '../product/product-status'
import { refuse } from '../user-error/user-error'
import { OrderKind } from './order.entity'
import { type OrderedLineInput, type PlaceOrderInput } from './order.resolver'
import { lineDescription, mandatesInForce, type PricedLine, priceLines, yearsOf } from './price-lines'
import { recordOrder } from './record-order'

const DAYS_TO_PAY = 30

/**
 * Orders services for the own Organisation or, with full access, for a client. The payment mode of this moment
 * decides who pays; what is ordered is installed at once, in the client's name, and the invoice issued with it. What a
 * Partner orders at the client's cost beyond the limits of its mandate waits for the client's owner instead.
 * INVARIANT: the client's Organisation is locked before its mandates are read, so that no order is billed by a mode
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
    const priced = await priceOrder(tx, { client, placedIn: organisation, wanted })
    const approval = await approvalNeeded(tx, {
      client,
      placedIn: organisation,
      placedBy: user,
      terms: priced.terms,
      total: totalOf(priced.lines),
      currency: priced.currency,
      what: { kind: OrderKind.PURCHASE, wanted },
      description: priced.lines
        .map((line) => lineDescription({ kind: OrderKind.PURCHASE, ...line }))
        .join('; '),
    })
    if (approval !== null) return { order: null, approval: { type: 'OrderApproval', key: approval } }
    const key = await settleOrder(tx, { ...priced, client, placedIn: organisation, placedBy: user })
    return { order: { type: 'Order', key }, approval: null }
  },
}

/** What is ordered, by whom and for whom. */
interface WantedOrder {
  readonly client: number
  readonly placedIn: number
  readonly wanted: readonly Wanted[]
}

/** An order with everything that is frozen of it. */
export interface PricedOrder {
  readonly terms: OrderTerms
  /** Who earns cashback on it, by number; a Partner has that of its Organisation. */
  readonly earner: number | undefined
  readonly currency: string
  readonly lines: readonly (Wanted & PricedLine)[]
}

/**
 * Who pays an order, and what it costs: the same for a quote, an order and one that waits for approval. It writes nothing.
 * @throws Refusal where the acting Organisation may not order, or a service is not sold
 */
export async function priceOrder(
  tx: Pick<Transaction, 'manager' | 'today'>,
  { client, placedIn, wanted }: WantedOrder,
): Promise<PricedOrder> {
  const mandates = await mandatesInForce(tx, client, null)
  const placement = placementOf({ placedIn, placedFor: client }, mandates)
  if (placement === undefined) throw refuse('FORBIDDEN', 'NOT_ALLOWED')
  const terms = orderTerms(placement)
  const earner = cashbackPartner({ placedIn, product: null }, mandates)
  const { currency, lines: found } = await priceLines(tx, { terms, earner, lines: wanted })
  const lines = wanted.map((what, index) => {
    const line = found[index]
    if (line !== undefined) return { ...what, ...line }
    throw refuse('BAD_USER_INPUT', 'NOT_SOLD', { field: `lines.${index}.category`, facts: { currency } })
  })
  return { terms, earner, currency, lines }
}

/** The sum of an order, excluding VAT. */
export function totalOf(lines: readonly Pick<PricedLine, 'price'>[]): number {
  return lines.reduce((sum, { price }) => sum + price, 0)
}

/** Installs what was ordered, records the order and issues its invoice. The order's number. */
export async function settleOrder(
  tx: Transaction,
  order: PricedOrder & { readonly client: number; readonly placedIn: number; readonly placedBy: number },
): Promise<number> {
  const { client, placedIn, placedBy, terms, currency, lines } = order
  const holder = await ownHolder(tx, client)
  const owner = { organisation: client, payer: terms.payer, currency, managedBy: placedBy, holder }
  const products = await installProducts(tx, owner, lines)
  const { key } = await recordOrder(tx, {
    kind: OrderKind.PURCHASE,
    placedIn,
    placedBy,
    placedFor: client,
    terms,
    currency,
    dueOn: daysAfter(tx.today, DAYS_TO_PAY),
    lines: lines.map((line, index) => ({ ...line, product: products[index] ?? 0 })),
  })
  return key
}

/** A service that somebody wants, as it would be stored. */
export interface Wanted {
  readonly category: ProductCategory
  readonly name: string
  readonly years: number
  readonly autoRenew: boolean
}

const MOST_LINES = 50
const MOST_CHARACTERS = 100

/** What is ordered. @throws Refusal for what cannot be ordered by anybody, whatever is sold. */
export function wantedOf(lines: readonly OrderedLineInput[]): readonly Wanted[] {
  if (lines.length < 1 || lines.length > MOST_LINES) {
    throw refuse('BAD_USER_INPUT', 'LINES_OUT_OF_RANGE', { field: 'lines', facts: { most: MOST_LINES } })
  }
  return lines.map(({ category, name, years, autoRenew }, index) => ({
    category,
    name: nameOf(category, name, `lines.${index}.name`),
    years: yearsOf(years, `lines.${index}.years`),
    autoRenew,
  }))
}

function nameOf(category: ProductCategory, given: string, field: string): string {
  switch (category) {
    case ProductCategory.DOMAIN:
      return domainNameOf(given, field)
    case ProductCategory.WEB_HOSTING:
    case ProductCategory.MAIL:
    case ProductCategory.DRIVE:
    case ProductCategory.CLOUD_SERVER:
    case ProductCategory.STREAMING:
    case ProductCategory.EVENT:
    case ProductCategory.NEWSLETTER:
      return lineOf(given, { field, most: MOST_CHARACTERS })
  }
}

/** Who orders, and in which Organisation, by number. */
interface Actor {
  readonly organisation: number
  readonly user: number
}

/** @throws Refusal for who acts in no Organisation. */
export function actorOf({ principal }: Pick<ActingTransaction, 'principal'>): Actor {
  if (principal.organisation === null || principal.user === null) throw refuse('FORBIDDEN', 'NOT_ALLOWED')
  return { organisation: principal.organisation.id, user: principal.user.id }
}
