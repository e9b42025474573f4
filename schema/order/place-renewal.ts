import type { Transaction } from '../../src/write/transaction'
import { cashbackPartner } from '../billing/cashback-partner'
import { type Renewal, renewalTerms } from '../billing/renewal-terms'
import { daysAfter } from '../product/days-after'
import { Product } from '../product/product.entity'
import type { MandateInForce } from './mandates-in-force'
import { OrderKind } from './order-kind'
import { priceLines } from './price-lines'
import { recordOrder } from './record-order'

/** A product that renews, itself or because somebody asks. */
export interface RenewalRequest {
  readonly renewal: Renewal
  /** With its Organisation and its payer. */
  readonly product: Product
  readonly years: number
  readonly placedIn: number
  readonly placedBy: number | null
  readonly mandates: readonly MandateInForce[]
}

export type PlacedRenewal =
  | { readonly kind: 'PLACED'; readonly order: number; readonly invoice: number }
  | { readonly kind: 'NOT_SOLD'; readonly currency: string }

/** Nobody has to pay a renewal sooner than this. */
const LEAST_DAYS_TO_PAY = 14

/**
 * Places a renewal and bills it. The due date of the product moves when it is paid; who pays it becomes the payer
 * stored on the product, and the product shows what a year costs now.
 * INVARIANT: whoever calls holds the client and who pays, and has made sure that no renewal is open.
 */
export async function placeRenewal(tx: Transaction, request: RenewalRequest): Promise<PlacedRenewal> {
  const { renewal, product, years, placedIn, placedBy, mandates } = request
  const client = product.organisation.id
  const terms = renewalTerms(renewal, { organisation: client, payer: product.payer.id })
  const earner = cashbackPartner({ placedIn, product: product.id }, mandates)
  const lines = [{ category: product.category, years }]
  const { currency, lines: found } = await priceLines(tx, { terms, earner, lines })
  const [line] = found
  if (line === undefined) return { kind: 'NOT_SOLD', currency }
  await tx.manager.update(Product, product.id, {
    payer: { id: terms.payer },
    publicPrice: line.publicYear,
    resellerPrice: line.resellerYear,
    currency,
  })
  const { key: order, invoice } = await recordOrder(tx, {
    kind: OrderKind.RENEWAL,
    placedIn,
    placedBy,
    placedFor: client,
    terms,
    currency,
    dueOn: dueOn(product, tx.today),
    lines: [{ ...line, product: product.id, name: product.name }],
  })
  return { kind: 'PLACED', order, invoice }
}

/** A renewal is due with its product, and leaves two weeks at least. */
function dueOn({ expiresOn }: Product, today: string): string {
  const soonest = daysAfter(today, LEAST_DAYS_TO_PAY)
  return expiresOn !== null && expiresOn > soonest ? expiresOn : soonest
}
