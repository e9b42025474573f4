import type { TableRows } from '../table-rows'
import { type Table, table } from './table'

/** The tables that grow with every sale. */
export interface SaleTables {
  readonly orders: Table
  readonly orderLines: Table
  readonly invoices: Table
  readonly invoiceLines: Table
  readonly cashback: Table
  readonly payments: Table
  /** What was added since the last time, parents first. */
  take(): readonly TableRows[]
}

export function saleTables(): SaleTables {
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
