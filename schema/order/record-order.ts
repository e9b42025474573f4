import { type Transaction } from '../../src/write/transaction'
import { type OrderTerms } from '../billing/order-terms'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { accrueCashback } from '../cashback-entry/book-cashback'
import { issueInvoice } from '../invoice/issue-invoice'
import { dayOfMonth, yearsAfter } from '../product/product-days'
import { ProductStatus, statusUntil } from '../product/product-status'
import { Product } from '../product/product.entity'
import { OrderLine } from './order-line.entity'
import { Order, OrderKind, OrderStatus } from './order.entity'
import { lineDescription, type PricedLine } from './price-lines'

/** An order on its terms, priced and for products that exist. */
interface SettledOrder {
  readonly kind: OrderKind
  /** The Organisation it is placed in, by whom (nobody: it renews itself), and for whom. */
  readonly placedIn: number
  readonly placedBy: number | null
  readonly placedFor: number
  readonly terms: OrderTerms
  readonly currency: string
  readonly dueOn: string
  readonly lines: readonly OrderedLine[]
}

interface OrderedLine extends PricedLine {
  readonly product: number
  readonly name: string
}

interface RecordedOrder {
  readonly key: number
  readonly invoice: number
}

/**
 * Writes an order with everything that is frozen of it, and issues its invoice to who pays.
 * INVARIANT: the caller has locked the client and the payer, and afterwards writes nothing that others wait for.
 */
export async function recordOrder(tx: Transaction, order: SettledOrder): Promise<RecordedOrder> {
  // INVARIANT: nobody's people spend the money of an Organisation that is neither their own nor the one ordered for.
  const { payer } = order.terms
  if (order.placedBy !== null && payer !== order.placedIn && payer !== order.placedFor) {
    throw new Error('An order is paid where it is placed or installed.')
  }
  const key = await insertOrder(tx, order)
  await insertLines(tx, key, order)
  await accrueCashback(tx, key)
  await tx.audit({
    action: order.kind === OrderKind.RENEWAL ? 'renewal placed' : 'order placed',
    subject: { type: 'Order', key },
    organisation: order.placedFor,
    // INVARIANT: no amount. Who reads the client's audit trail need not be who pays.
    detail: { placedIn: order.placedIn, payer: order.terms.payer, products: order.lines.map(productOf) },
  })
  const { placedFor: organisation, placedIn, terms } = order
  const counterpart = terms.payer === organisation ? placedIn : terms.payer
  await recordChange(tx, { kind: ChangeKind.ORDER_PLACED, about: { order: key }, organisation, counterpart })
  const invoice = await issueInvoice(tx, {
    billed: order.terms.payer,
    client: order.placedFor,
    order: key,
    currency: order.currency,
    dueOn: order.dueOn,
    lines: order.lines.map((line) => ({
      description: lineDescription({ kind: order.kind, ...line }),
      product: line.product,
      quantity: line.years,
      unitPrice: line.publicYear,
      discountRate: line.discountRate,
    })),
  })
  if (invoice.gross === 0) await completeOrder(tx, key)
  return { key, invoice: invoice.key }
}

async function insertOrder(tx: Transaction, order: SettledOrder): Promise<number> {
  const { kind, placedIn, placedBy, placedFor, terms, currency, lines } = order
  const partner = terms.price === 'RESELLER' ? terms.payer : earnerOf(lines)
  const inserted = await tx.manager.insert(Order, {
    organisation: { id: placedIn },
    placedBy: placedBy === null ? null : { id: placedBy },
    placedFor: { id: placedFor },
    payer: { id: terms.payer },
    partner: partner === null ? null : { id: partner },
    placedAt: tx.now,
    kind,
    // A service bought runs at once; one renewed gets its time when it is paid.
    status: kind === OrderKind.RENEWAL ? OrderStatus.PLACED : OrderStatus.CONFIRMED,
    currency,
    total: lines.reduce((sum, line) => sum + line.price, 0),
  })
  return Number(inserted.identifiers[0]?.['id'])
}

function earnerOf(lines: readonly OrderedLine[]): number | null {
  return lines.map((line) => line.cashbackPartner).find((partner) => partner !== null) ?? null
}

async function insertLines(
  tx: Transaction,
  key: number,
  { kind, currency, lines }: SettledOrder,
): Promise<void> {
  await tx.manager.insert(
    OrderLine,
    lines.map((line) => ({
      order: { id: key },
      product: { id: line.product },
      description: lineDescription({ kind, ...line }),
      years: line.years,
      publicPrice: line.publicPrice,
      discountRate: line.discountRate,
      price: line.price,
      currency,
      cashbackRate: line.cashbackRate,
      cashbackPartner: line.cashbackPartner === null ? null : { id: line.cashbackPartner },
    })),
  )
}

function productOf({ product }: OrderedLine): number {
  return product
}

/**
 * Completes an order whose invoice has just been paid. A renewal moves the due date of its product, from today where
 * that has passed; whatever was stopped for want of payment runs again.
 * INVARIANT: the caller has locked the client's Organisation, under which everything about its products is decided. An
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
