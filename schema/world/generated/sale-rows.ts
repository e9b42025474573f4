import { type Random, random } from '../../../src/platform/crypto/random'
import { shareOf } from '../../billing/cashback-rules'
import { reverseCharge } from '../reference-data'
import { type TableRows } from '../world-database'
import {
  calendarDay,
  calendarDay as dayText,
  moment,
  nextMonth,
  salesBegin,
  GENERATED_TODAY,
} from './calendar'
import { type Deal, dealOn } from './deal'
import { type Ledgers } from './ledgers'
import { productName } from './organisation-rows'
import { categories, type Plan } from './plan'
import { type GeneratedTable, table } from './table'

const chunk = 4_000

/**
 * Orders, invoices, their lines, payments, cashback: in the order of issue, so that the id of an invoice is
 * also its number. What moves a prepaid account, and credit notes, are left to `ledgers`.
 */
export function* saleRows(plan: Plan, ledgers: Ledgers): Iterable<readonly TableRows[]> {
  const chance = random(plan.size.seed, 'sales')
  const tables = saleTables()
  const { invoices } = plan.size
  const last = { order: 0, orderLine: 0, line: 0, payment: 0, cashback: 0 }

  for (let id = 1; id <= invoices; id++) {
    const issued = salesBegin + Math.floor(((id - 1) * (GENERATED_TODAY - salesBegin)) / invoices)
    const deal = dealOn(plan, { number: issued, text: calendarDay(issued) }, { lines: 1 + (id % 3), chance })
    const settlement = settle(issued, chance)
    const order = chance.percent(50) ? addOrder(deal, issued, settlement) : null
    addInvoice(id, { deal, issued, settlement, order })
    if (settlement.paid > 0) pay(id, deal, settlement)
    if (settlement.credited > 0) ledgers.credit({ invoice: id, day: settlement.credited, deal, settlement })
    if (id % chunk === 0 || id === invoices) yield tables.take()
  }
  ledgers.paymentsFrom(last.payment)

  function addOrder(deal: Deal, issued: number, settlement: Settlement): number {
    const id = ++last.order
    const automatic = deal.placedIn === deal.client && chance.percent(20)
    const status =
      settlement.paid > 0 ? 'COMPLETED' : settlement.status === 'CANCELLED' ? 'CANCELLED' : 'CONFIRMED'
    tables.orders.add(
      ...[id, deal.placedIn, automatic ? null : deal.placedIn, deal.client, deal.payer],
      ...[deal.cashbackTo === 0 ? null : deal.cashbackTo, moment(issued, chance.below(1_440))],
      ...[automatic || chance.percent(40) ? 'RENEWAL' : 'PURCHASE', status, deal.currency, deal.net],
    )
    for (const line of deal.lines) {
      const lineId = ++last.orderLine
      const partner = deal.cashbackTo === 0 ? null : deal.cashbackTo
      tables.orderLines.add(
        ...[lineId, id, line.product, describe(plan, line.product), line.publicPrice, line.discountRate],
        ...[line.price, deal.currency, line.cashbackRate, partner],
      )
      if (partner !== null && settlement.status !== 'CANCELLED')
        addCashback({ lineId, deal, settlement, line })
    }
    return id
  }

  function addCashback(due: {
    lineId: number
    deal: Deal
    settlement: Settlement
    line: Deal['lines'][number]
  }): void {
    const { deal, settlement, line } = due
    const amount = line.publicPrice - shareOf(line.publicPrice, 10_000 - line.cashbackRate)
    const credited = settlement.paid > 0 ? nextMonth(settlement.paid) : 0
    const matured = credited > 0 && credited <= GENERATED_TODAY
    const reversed = settlement.status === 'REFUNDED'
    const status = reversed ? 'REVERSED' : matured ? 'CREDITED' : 'PENDING'
    tables.cashback.add(
      ...[
        ++last.cashback,
        deal.cashbackTo,
        deal.client,
        plan.name[deal.client] ?? null,
        line.product,
        due.lineId,
      ],
      ...[deal.currency, amount, status, status === 'CREDITED' ? calendarDay(credited) : null],
    )
    if (status === 'CREDITED') ledgers.cashback(deal.cashbackTo, credited, amount)
  }

  function addInvoice(
    id: number,
    of: { deal: Deal; issued: number; settlement: Settlement; order: number | null },
  ): void {
    const { deal, issued, settlement, order } = of
    const number = `INV-${String(id).padStart(7, '0')}`
    tables.invoices.add(
      ...[
        id,
        'MAIN',
        id,
        id === 1 ? null : id - 1,
        number,
        settlement.status,
        calendarDay(issued),
        calendarDay(issued + 30),
      ],
      ...[dayOrNull(settlement.paid), deal.payer, deal.client, plan.name[deal.client] ?? null],
      ...[deal.net, deal.vat, deal.net + deal.vat, deal.currency, deal.vatRate],
      ...[deal.vatRate === 0 ? reverseCharge : null, order, remindersOf(settlement, issued + 30)],
    )
    for (const line of deal.lines) {
      const product = chance.percent(80) ? line.product : null
      tables.invoiceLines.add(
        ...[++last.line, id, describe(plan, line.product), product, 1, line.publicPrice, line.discountRate],
        ...[line.price, deal.currency],
      )
    }
  }

  function pay(invoice: number, deal: Deal, settlement: Settlement): void {
    const gross = deal.net + deal.vat
    if ((plan.account[deal.payer] ?? 0) > 0 && prepaid(chance)) {
      ledgers.payment({ invoice, organisation: deal.payer, day: settlement.paid, amount: gross })
      return
    }
    const method = chance.pick(['CARD', 'BANK_TRANSFER', 'DIRECT_DEBIT'])
    tables.payments.add(
      ++last.payment,
      invoice,
      gross,
      deal.currency,
      moment(settlement.paid, 720),
      method,
      null,
    )
  }
}

function prepaid(chance: Random): boolean {
  return chance.percent(15)
}

function describe(plan: Plan, product: number): string {
  return `${productName(categories[plan.category[product] ?? 0] ?? 'DOMAIN', product)}, 1 year`
}

/** The tables that grow with every sale. */
interface SaleTables {
  readonly orders: GeneratedTable
  readonly orderLines: GeneratedTable
  readonly invoices: GeneratedTable
  readonly invoiceLines: GeneratedTable
  readonly cashback: GeneratedTable
  readonly payments: GeneratedTable
  /** What was added since the last time, parents first. */
  take(): readonly TableRows[]
}

function saleTables(): SaleTables {
  const tables = {
    orders: table('orders', [
      ...['id', 'organisation_id', 'placed_by_id', 'placed_for_id', 'payer_id', 'partner_id', 'placed_at'],
      ...['kind', 'status', 'currency', 'total'],
    ]),
    orderLines: table('order_lines', [
      ...[
        'id',
        'order_id',
        'product_id',
        'description',
        'public_price',
        'discount_rate',
        'price',
        'currency',
      ],
      ...['cashback_rate', 'cashback_partner_id'],
    ]),
    invoices: table('invoices', [
      ...[
        'id',
        'issuer',
        'sequence',
        'previous_sequence',
        'number',
        'status',
        'issued_on',
        'due_on',
        'paid_on',
      ],
      ...[
        'billed_organisation_id',
        'client_id',
        'client_name',
        'net',
        'vat',
        'gross',
        'currency',
        'vat_rate',
      ],
      ...['vat_mention', 'order_id', 'reminders'],
    ]),
    invoiceLines: table('invoice_lines', [
      ...['id', 'invoice_id', 'description', 'product_id', 'quantity', 'unit_price', 'discount_rate', 'net'],
      'currency',
    ]),
    cashback: table('cashback_entries', [
      ...[
        'id',
        'partner_id',
        'client_id',
        'client_name',
        'product_id',
        'order_line_id',
        'currency',
        'amount',
      ],
      ...['status', 'credited_on'],
    ]),
    payments: table('payments', paymentColumns),
  }
  return { ...tables, take: () => Object.values(tables).map((each) => each.take()) }
}

export const paymentColumns = ['id', 'invoice_id', 'amount', 'currency', 'paid_at', 'method', 'movement_id']

/** The history of an invoice; days by number, 0 for never. */
export interface Settlement {
  readonly status: 'OPEN' | 'OVERDUE' | 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'CANCELLED'
  readonly paid: number
  /** When a credit note was issued. */
  readonly credited: number
}

/** Most old invoices are paid; of the recent ones many are still open. */
function settle(issued: number, chance: Random): Settlement {
  const paid = issued + 1 + chance.below(28)
  const fate = chance.below(100)
  if (issued + 30 < GENERATED_TODAY) {
    if (fate < 5) return { status: 'OVERDUE', paid: 0, credited: 0 }
    if (fate < 7) return { status: 'CANCELLED', paid: 0, credited: 0 }
    const credited = paid + 5 + (fate % 5)
    if (fate < 10 && credited < GENERATED_TODAY) {
      return { status: fate === 9 ? 'PARTIALLY_REFUNDED' : 'REFUNDED', paid, credited }
    }
  } else if (paid >= GENERATED_TODAY || fate < 50) {
    return { status: 'OPEN', paid: 0, credited: 0 }
  }
  return { status: 'PAID', paid, credited: 0 }
}

function dayOrNull(number: number): string | null {
  return number === 0 ? null : dayText(number)
}

/** How many reminders of an overdue invoice were sent until today. */
function remindersOf({ status }: Settlement, due: number): number {
  const late = GENERATED_TODAY - due
  if (status !== 'OVERDUE') return 0
  return late >= 20 ? 3 : late >= 10 ? 2 : 1
}
