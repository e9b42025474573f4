import { parse } from 'graphql'
import { z } from 'zod'
import { type DownloadQuery } from '../../src/http/download'
import { type CsvValue } from '../../src/platform/csv'
import { decimalOf } from '../../src/read/execute/reading'
import { netOfCredits } from '../billing/cashback-rules'
import { type ColumnKey } from './column-names'
import { type HistoryKind } from './managed-clients-download'

/** Parts of an answer that several histories read. What is withheld is null. */
const text = z.string().nullable()
const money = z.object({ amount: z.string(), currency: z.string() }).nullable()
const named = z.object({ id: z.string(), name: text }).nullable()

function decimal(value: string | null | undefined): CsvValue {
  return value === null || value === undefined ? null : { decimal: value }
}

/** A kind of history: what is read, and what each row says. */
export interface History {
  /** The list of the Partner's that holds it, `Partner.cashback`: whoever may not read that may not export it. */
  readonly list: string
  /** The columns, by their keys: `columnNames` has what people read. */
  readonly header: readonly ColumnKey[]
  /** Where its rows come from, one after the other. */
  readonly sources: readonly HistorySource[]
}

/** A list that is read page by page, each row of which becomes some rows of the file. */
export interface HistorySource {
  /** Takes `$first`, `$after` and `$filter`, and answers a connection as `page`. */
  readonly question: DownloadQuery
  /** The field of a row that names its client. */
  readonly client: 'client' | 'organisation'
  /** The condition under which a row belongs to a period. */
  readonly within: (period: Period) => Readonly<Record<string, unknown>>
  /** The cells of one row of the answer; a withheld one is empty. */
  readonly cells: (row: unknown, period: Period) => readonly (readonly CsvValue[])[]
}

/** Calendar days; both belong to it. */
export interface Period {
  readonly from: string
  readonly to: string
}

const days = ({ from, to }: Period) => ({ gte: from, lte: to })

/** How many rows are read at once: enough to keep statements few, and few enough for the memory. */
export const PAGE = 1000

/**
 * What the Partner earned, as a ledger: an entry by the day it was credited, and once more, negative, by the day it was taken
 * back. INVARIANT: the sum of a file is what the ledger of its period comes to. Pending cashback belongs to no period.
 */
const cashbackHistory: History = {
  list: 'Partner.cashback',
  header: [
    'bookedOn',
    'kind',
    'status',
    'client',
    'clientName',
    'product',
    'productName',
    'creditedOn',
    'amount',
    'currency',
  ],
  sources: [
    cashbackSource('CREDITED_ON', {
      within: (period) => ({ creditedOn: days(period) }),
      cells: (entry) => cashbackCells(entry, { kind: 'CASHBACK', day: entry.creditedOn, sign: '' }),
    }),
    cashbackSource('REVERSED_ON', {
      within: (period) => ({ reversedOn: days(period), creditedOn: { isNull: false } }),
      cells: (entry) => cashbackCells(entry, { kind: 'TAKEN_BACK', day: entry.reversedOn, sign: '-' }),
    }),
  ],
}

function cashbackSource(
  order: 'CREDITED_ON' | 'REVERSED_ON',
  {
    within,
    cells,
  }: Pick<HistorySource, 'within'> & { readonly cells: (entry: CashbackRow) => readonly CsvValue[] },
): HistorySource {
  return {
    question: {
      largestPage: PAGE,
      document: parse(`
        query CashbackHistory($first: Int!, $after: String, $filter: CashbackEntryFilter!) {
          page: cashbackEntries(first: $first, after: $after, filter: $filter, orderBy: [{ field: ${order} }]) {
            nodes {
              creditedOn reversedOn status clientName client { id } product { id name } amount { amount currency }
            }
            pageInfo { hasNextPage endCursor }
          }
        }`),
    },
    client: 'client',
    within,
    cells: (row) => [cells(cashbackShape.parse(row))],
  }
}

function cashbackCells(
  entry: CashbackRow,
  { kind, day, sign }: { readonly kind: string; readonly day: string | null; readonly sign: '' | '-' },
): readonly CsvValue[] {
  return [
    day,
    kind,
    entry.status,
    entry.client?.id ?? null,
    entry.clientName,
    entry.product?.id ?? null,
    entry.product?.name ?? null,
    entry.creditedOn,
    signed(sign, entry.amount?.amount),
    entry.amount?.currency ?? null,
  ]
}

function signed(sign: '' | '-', value: string | null | undefined): CsvValue {
  return value === null || value === undefined ? null : { decimal: `${sign}${value}` }
}

type CashbackRow = z.infer<typeof cashbackShape>

const cashbackShape = z.object({
  creditedOn: text,
  reversedOn: text,
  status: text,
  clientName: text,
  client: z.object({ id: z.string() }).nullable(),
  product: named,
  amount: money,
})

/**
 * What the Partner was billed for services of its clients, and what was credited of it: each by the day it was issued, a
 * credit note as a negative row. What a client was billed is not among it.
 */
const invoicesHistory: History = {
  list: 'Organisation.invoices',
  header: [
    'issuedOn',
    'kind',
    'number',
    'invoice',
    'dueOn',
    'paidOn',
    'status',
    'client',
    'clientName',
    'payer',
    'payerName',
    'description',
    'net',
    'vatRate',
    'vat',
    'gross',
    'amountDue',
    'currency',
  ],
  sources: [
    invoicesSource({
      within: (period) => ({ issuedOn: days(period) }),
      cells: (invoice) => [invoiceCells(invoice)],
    }),
    invoicesSource({
      within: (period) => ({ creditNotes: { some: { issuedOn: days(period) } } }),
      cells: (invoice, { from, to }) =>
        creditCells(invoice).filter(([day]) => typeof day === 'string' && from <= day && day <= to),
    }),
  ],
}

function invoicesSource({
  within,
  cells,
}: Pick<HistorySource, 'within'> & {
  readonly cells: (invoice: InvoiceRow, period: Period) => readonly (readonly CsvValue[])[]
}): HistorySource {
  return {
    question: {
      largestPage: PAGE,
      document: parse(`
        query InvoicesHistory($first: Int!, $after: String, $filter: InvoiceFilter!) {
          page: invoices(first: $first, after: $after, filter: $filter, orderBy: [{ field: ISSUED_ON }]) {
            nodes {
              number issuedOn dueOn paidOn status clientName client { id } billedOrganisation { id } billedName
              net { amount currency } vatRate vat { amount } gross { amount } amountDue { amount }
              lines { description }
              creditNotes { number issuedOn reason amount { amount } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }`),
    },
    client: 'client',
    within,
    cells: (row, period) => cells(invoicesShape.parse(row), period),
  }
}

function invoiceCells(invoice: InvoiceRow): readonly CsvValue[] {
  return [
    invoice.issuedOn,
    'INVOICE',
    invoice.number,
    invoice.number,
    invoice.dueOn,
    invoice.paidOn,
    invoice.status,
    ...partiesOf(invoice),
    (invoice.lines ?? []).map(({ description }) => description ?? '').join('; '),
    decimal(invoice.net?.amount),
    decimal(invoice.vatRate),
    decimal(invoice.vat?.amount),
    decimal(invoice.gross?.amount),
    decimal(invoice.amountDue?.amount),
    invoice.net?.currency ?? null,
  ]
}

/** The credit notes of an invoice, oldest first, each less than nothing. */
function creditCells(invoice: InvoiceRow): readonly (readonly CsvValue[])[] {
  const notes = [...(invoice.creditNotes ?? [])].sort((a, b) =>
    (a.number ?? '') < (b.number ?? '') ? -1 : 1,
  )
  const facts = {
    net: minorUnits(invoice.net?.amount),
    gross: minorUnits(invoice.gross?.amount),
    vatRate: Math.round(Number(invoice.vatRate ?? 0) * 10_000),
  }
  const nets = netOfCredits(
    facts,
    notes.map((note) => minorUnits(note.amount?.amount)),
  )
  return notes.map((note, at) => {
    const net = nets[at] ?? 0
    const gross = minorUnits(note.amount?.amount)
    return [
      note.issuedOn,
      'CREDIT_NOTE',
      note.number,
      invoice.number,
      null,
      null,
      null,
      ...partiesOf(invoice),
      note.reason,
      credited(net),
      decimal(invoice.vatRate),
      credited(gross - net),
      credited(gross),
      null,
      invoice.net?.currency ?? null,
    ]
  })
}

function partiesOf({ client, clientName, billedOrganisation, billedName }: InvoiceRow): readonly CsvValue[] {
  return [client?.id ?? null, clientName, billedOrganisation?.id ?? null, billedName]
}

/** `277.76` → 27776 */
function minorUnits(value: string | undefined): number {
  return Math.round(Number(value ?? 0) * 100)
}

function credited(units: number): CsvValue {
  const value = decimalOf(String(units), 2, 2)
  return { decimal: units === 0 ? value : `-${value}` }
}

type InvoiceRow = z.infer<typeof invoicesShape>

const amount = z.object({ amount: z.string() }).nullable()

const invoicesShape = z.object({
  number: text,
  issuedOn: text,
  dueOn: text,
  paidOn: text,
  status: text,
  clientName: text,
  client: z.object({ id: z.string() }).nullable(),
  billedOrganisation: z.object({ id: z.string() }).nullable(),
  billedName: text,
  net: money,
  vatRate: text,
  vat: amount,
  gross: amount,
  amountDue: amount,
  lines: z.array(z.object({ description: text })).nullable(),
  creditNotes: z.array(z.object({ number: text, issuedOn: text, reason: text, amount })).nullable(),
})

/** The products that the Partner's mandates cover and that are due, with as much of the price as is its business. */
const renewalsHistory: History = {
  list: 'Partner.clients',
  header: [
    'expiresOn',
    'product',
    'productName',
    'category',
    'status',
    'client',
    'clientName',
    'autoRenew',
    'payer',
    'payerName',
    'publicPrice',
    'resellerPrice',
    'currency',
  ],
  sources: [
    {
      question: {
        largestPage: PAGE,
        document: parse(`
          query RenewalsHistory($first: Int!, $after: String, $filter: ProductFilter!) {
            page: products(first: $first, after: $after, filter: $filter, orderBy: [{ field: EXPIRES_ON }]) {
              nodes {
                id name category status expiresOn autoRenew organisation { id name } payer { id name }
                publicPrice { amount currency } resellerPrice { amount currency }
              }
              pageInfo { hasNextPage endCursor }
            }
          }`),
      },
      client: 'organisation',
      within: (period) => ({ status: { ne: 'ENDED' }, expiresOn: days(period) }),
      cells: (row: unknown): readonly (readonly CsvValue[])[] => {
        const product = renewalsShape.parse(row)
        const { publicPrice, resellerPrice } = product
        return [
          [
            product.expiresOn,
            product.id,
            product.name,
            product.category,
            product.status,
            product.organisation?.id ?? null,
            product.organisation?.name ?? null,
            product.autoRenew === null ? null : String(product.autoRenew),
            product.payer?.id ?? null,
            product.payer?.name ?? null,
            decimal(publicPrice?.amount),
            decimal(resellerPrice?.amount),
            publicPrice?.currency ?? resellerPrice?.currency ?? null,
          ],
        ]
      },
    },
  ],
}

const renewalsShape = z.object({
  id: z.string(),
  name: text,
  category: text,
  status: text,
  expiresOn: text,
  autoRenew: z.boolean().nullable(),
  organisation: named,
  payer: named,
  publicPrice: money,
  resellerPrice: money,
})

export const histories: { readonly [kind in HistoryKind]: History } = {
  INVOICES: invoicesHistory,
  CASHBACK: cashbackHistory,
  RENEWALS: renewalsHistory,
}
