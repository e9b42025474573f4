import type { Transaction } from '../../src/write/transaction'
import type { Terms } from '../billing/order-terms'
import { accrueCashback } from '../cashback-entry/accrue-cashback'
import { issueInvoice } from '../invoice/issue-invoice'
import { completeOrder } from './complete-order'
import { lineDescription } from './line-description'
import { OrderKind } from './order-kind'
import { OrderLine } from './order-line.entity'
import { OrderStatus } from './order-status'
import { Order } from './order.entity'
import type { PricedLine } from './price-lines'

/** An order on its terms, priced and for products that exist. */
export interface SettledOrder {
  readonly kind: OrderKind
  /** The Organisation it is placed in, by whom (nobody: it renews itself), and for whom. */
  readonly placedIn: number
  readonly placedBy: number | null
  readonly placedFor: number
  readonly terms: Terms
  readonly currency: string
  readonly dueOn: string
  readonly lines: readonly OrderedLine[]
}

export interface OrderedLine extends PricedLine {
  readonly product: number
  readonly name: string
}

export interface RecordedOrder {
  readonly key: number
  readonly invoice: number
}

/**
 * Writes an order with everything that is frozen of it, and issues its invoice to who pays.
 * INVARIANT: whoever calls holds the client and who pays, and writes nothing that others wait for afterwards.
 */
export async function recordOrder(tx: Transaction, order: SettledOrder): Promise<RecordedOrder> {
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
