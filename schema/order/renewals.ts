import { type Transaction } from '../../src/write/transaction'
import { cashbackPartner } from '../billing/cashback-rules'
import { type OrderTerms, type Renewal, renewalTerms } from '../billing/order-terms'
import { creditInvoice } from '../invoice/credit-invoice'
import { daysAfter } from '../product/product-days'
import { Product } from '../product/product.entity'
import { Order, OrderKind, OrderStatus } from './order.entity'
import { type MandateInForce, type PricedLine, priceLines } from './price-lines'
import { recordOrder } from './record-order'

/** A product that renews, itself or because somebody asks. */
interface RenewalRequest {
  readonly renewal: Renewal
  /** With its Organisation and its payer. */
  readonly product: Product
  readonly years: number
  readonly placedIn: number
  readonly placedBy: number | null
  readonly mandates: readonly MandateInForce[]
}

type PlacedRenewal =
  | { readonly kind: 'PLACED'; readonly order: number; readonly invoice: number }
  | { readonly kind: 'NOT_SOLD'; readonly currency: string }

/** Nobody has to pay a renewal sooner than this. */
const LEAST_DAYS_TO_PAY = 14

/**
 * Places a renewal and bills it. The due date of the product moves when it is paid; who pays it becomes the payer
 * stored on the product, and the product shows what a year costs now.
 * INVARIANT: the caller has locked the client and the payer, and has made sure that no renewal is open.
 */
export async function placeRenewal(tx: Transaction, request: RenewalRequest): Promise<PlacedRenewal> {
  const { product, placedIn, placedBy } = request
  const client = product.organisation.id
  const { terms, currency, line } = await priceRenewal(tx, request)
  if (line === undefined) return { kind: 'NOT_SOLD', currency }
  await tx.manager.update(Product, product.id, {
    payer: { id: terms.payer },
    payerOfferedAt: null,
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

/** Who pays a renewal, and what it costs; no line where it is not sold. It writes nothing. */
export async function priceRenewal(
  tx: Pick<Transaction, 'manager' | 'today'>,
  { renewal, product, years, placedIn, mandates }: Omit<RenewalRequest, 'placedBy'>,
): Promise<{ readonly terms: OrderTerms; readonly currency: string; readonly line: PricedLine | undefined }> {
  const terms = renewalTerms(renewal, { organisation: product.organisation.id, payer: product.payer.id })
  const earner = cashbackPartner({ placedIn, product: product.id }, mandates)
  const lines = [{ category: product.category, years }]
  const { currency, lines: found } = await priceLines(tx, { terms, earner, lines })
  return { terms, currency, line: found[0] }
}

/** A renewal is due with its product, and leaves two weeks at least. */
function dueOn({ expiresOn }: Product, today: string): string {
  const soonest = daysAfter(today, LEAST_DAYS_TO_PAY)
  return expiresOn !== null && expiresOn > soonest ? expiresOn : soonest
}

/** A renewal that was placed and not paid. */
interface OpenRenewal {
  readonly order: number
  readonly payer: number
  /** Null where the product renewed itself. */
  readonly placedBy: number | null
  /** Null where it is not billed yet. */
  readonly invoice: number | null
}

/**
 * The renewal of a product that waits for payment, if there is one.
 * INVARIANT: whoever decides on it has locked the client's Organisation, so that there is never a second.
 */
export async function openRenewal(
  { manager }: Pick<Transaction, 'manager'>,
  product: number,
): Promise<OpenRenewal | undefined> {
  const [row] = await manager.query<readonly Row[]>(OPEN, [product])
  return row === undefined ? undefined : toOpen(row)
}

interface Row {
  readonly order_id: number
  readonly payer_id: number
  readonly placed_by_id: number | null
  readonly invoice_id: number | null
}

function toOpen({ order_id, payer_id, placed_by_id, invoice_id }: Row): OpenRenewal {
  return { order: order_id, payer: payer_id, placedBy: placed_by_id, invoice: invoice_id }
}

const OPEN = `SELECT o.id AS order_id, o.payer_id, o.placed_by_id, i.id AS invoice_id
  FROM order_lines l
  JOIN orders o ON o.id = l.order_id
  LEFT JOIN invoices i ON i.order_id = o.id
  WHERE l.product_id = ? AND o.kind = 'RENEWAL' AND o.status IN ('PLACED', 'CONFIRMED')
    AND (i.id IS NULL OR i.status IN ('OPEN', 'OVERDUE'))
  ORDER BY o.id LIMIT 1`

/**
 * Withdraws a renewal that was not paid: its order is cancelled and its invoice credited in full.
 * `reason` is what who was billed reads on the credit note.
 */
export async function withdrawRenewal(
  tx: Transaction,
  open: Pick<OpenRenewal, 'order' | 'invoice'>,
  reason: string,
): Promise<void> {
  await tx.manager.update(Order, open.order, { status: OrderStatus.CANCELLED })
  if (open.invoice !== null) await creditInvoice(tx, { invoice: open.invoice, of: { of: 'REST' }, reason })
}
