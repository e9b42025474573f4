import { parse } from 'graphql'
import { z } from 'zod'
import { decimal, money, text } from './answered'
import { type History, PAGE } from './history'

/** What the Partner was billed for services of its clients. What a client was billed is not among it. */
export const invoicesHistory: History = {
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
