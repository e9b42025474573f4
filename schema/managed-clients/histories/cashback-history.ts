import { parse } from 'graphql'
import { z } from 'zod'
import { decimal, money, named, text } from './answered'
import { type History, PAGE } from './history'

/** What the Partner earned, by the day it was credited. What is not credited yet belongs to no period. */
export const cashbackHistory: History = {
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
