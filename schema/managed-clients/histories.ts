import { parse } from 'graphql'
import { z } from 'zod'
import { type DownloadQuery } from '../../src/http/download'
import { type CsvValue } from '../../src/platform/csv'
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
  /** Takes `$first`, `$after` and `$filter`, and answers a connection as `page`. */
  readonly question: DownloadQuery
  /** The field of a row that names its client. */
  readonly client: 'client' | 'organisation'
  /** The field of a row by which it belongs to a period. */
  readonly day: string
  /** What else every row meets. */
  readonly filter: Readonly<Record<string, unknown>>
  readonly header: readonly string[]
  /** The cells of one row of the answer; a withheld one is empty. */
  readonly cells: (row: unknown) => readonly CsvValue[]
}

/** How many rows are read at once: enough to keep statements few, and few enough for the memory. */
export const PAGE = 1000

/** What the Partner earned, by the day it was credited. Pending cashback belongs to no period. */
const cashbackHistory: History = {
  list: 'Partner.cashback',
  question: {
    largestPage: PAGE,
    document: parse(`
      query CashbackHistory($first: Int!, $after: String, $filter: CashbackEntryFilter!) {
        page: cashbackEntries(first: $first, after: $after, filter: $filter, orderBy: [{ field: CREDITED_ON }]) {
          nodes { creditedOn status clientName client { id } product { id name } amount { amount currency } }
          pageInfo { hasNextPage endCursor }
        }
      }`),
  },
  client: 'client',
  day: 'creditedOn',
  filter: {},
  header: ['creditedOn', 'status', 'client', 'clientName', 'product', 'productName', 'amount', 'currency'],
  cells: (row) => {
    const entry = cashbackShape.parse(row)
    return [
      entry.creditedOn,
      entry.status,
      entry.client?.id ?? null,
      entry.clientName,
      entry.product?.id ?? null,
      entry.product?.name ?? null,
      decimal(entry.amount?.amount),
      entry.amount?.currency ?? null,
    ]
  },
}

const cashbackShape = z.object({
  creditedOn: text,
  status: text,
  clientName: text,
  client: z.object({ id: z.string() }).nullable(),
  product: named,
  amount: money,
})

/** What the Partner was billed for services of its clients. What a client was billed is not among it. */
const invoicesHistory: History = {
  list: 'Organisation.invoices',
  question: {
    largestPage: PAGE,
    document: parse(`
      query InvoicesHistory($first: Int!, $after: String, $filter: InvoiceFilter!) {
        page: invoices(first: $first, after: $after, filter: $filter, orderBy: [{ field: ISSUED_ON }]) {
          nodes {
            number issuedOn dueOn paidOn status clientName client { id }
            net { amount currency } vatRate vat { amount } gross { amount }
          }
          pageInfo { hasNextPage endCursor }
        }
      }`),
  },
  client: 'client',
  day: 'issuedOn',
  filter: {},
  header: [
    'number',
    'issuedOn',
    'dueOn',
    'paidOn',
    'status',
    'client',
    'clientName',
    'net',
    'vatRate',
    'vat',
    'gross',
    'currency',
  ],
  cells: (row) => {
    const invoice = invoicesShape.parse(row)
    return [
      invoice.number,
      invoice.issuedOn,
      invoice.dueOn,
      invoice.paidOn,
      invoice.status,
      invoice.client?.id ?? null,
      invoice.clientName,
      decimal(invoice.net?.amount),
      decimal(invoice.vatRate),
      decimal(invoice.vat?.amount),
      decimal(invoice.gross?.amount),
      invoice.net?.currency ?? null,
    ]
  },
}

const amount = z.object({ amount: z.string() }).nullable()

const invoicesShape = z.object({
  number: text,
  issuedOn: text,
  dueOn: text,
  paidOn: text,
  status: text,
  clientName: text,
  client: z.object({ id: z.string() }).nullable(),
  net: money,
  vatRate: text,
  vat: amount,
  gross: amount,
})

/** The products that the Partner's mandates cover and that are due, with as much of the price as is its business. */
const renewalsHistory: History = {
  list: 'Partner.clients',
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
  day: 'expiresOn',
  filter: { status: { ne: 'ENDED' } },
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
    'publicPrice',
    'resellerPrice',
    'currency',
  ],
  cells: (row) => {
    const product = renewalsShape.parse(row)
    const { publicPrice, resellerPrice } = product
    return [
      product.expiresOn,
      product.id,
      product.name,
      product.category,
      product.status,
      product.organisation?.id ?? null,
      product.organisation?.name ?? null,
      product.autoRenew === null ? null : String(product.autoRenew),
      product.payer?.id ?? null,
      decimal(publicPrice?.amount),
      decimal(resellerPrice?.amount),
      publicPrice?.currency ?? resellerPrice?.currency ?? null,
    ]
  },
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
