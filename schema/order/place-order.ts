import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { cashbackPartner } from '../billing/cashback-rules'
import { orderTerms, placementOf } from '../billing/order-terms'
import { lineOf } from '../contact/contact-texts'
import { domainNameOf, installProducts, ownHolder } from '../product/install-products'
import { daysAfter } from '../product/product-days'
import { ProductCategory } from '../product/product-status'
import { refuse } from '../user-error/user-error'
import { OrderKind } from './order.entity'
import { type OrderedLineInput, type PlaceOrderInput } from './order.resolver'
import { mandatesInForce, priceLines, yearsOf } from './price-lines'
import { recordOrder } from './record-order'

const DAYS_TO_PAY = 30

/**
 * Orders services for the own Organisation or, with full access, for a client. The payment mode of this moment
 * decides who pays; what is ordered is installed at once, in the client's name, and the invoice issued with it.
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
    const holder = await ownHolder(tx, client)
    const owner = { organisation: client, payer: terms.payer, currency, managedBy: user, holder }
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

/** A service that somebody wants, as it would be stored. */
interface Wanted {
  readonly category: ProductCategory
  readonly name: string
  readonly years: number
  readonly autoRenew: boolean
}

const MOST_LINES = 50
const MOST_CHARACTERS = 100

/** What is ordered. @throws Refusal for what cannot be ordered by anybody, whatever is sold. */
function wantedOf(lines: readonly OrderedLineInput[]): readonly Wanted[] {
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
