import { parse } from 'graphql'
import { z } from 'zod'
import { decimal, money, named, text } from './answered'
import { type History, PAGE } from './history'

/** The products that the Partner's mandates cover and that are due, with as much of the price as is its business. */
export const renewalsHistory: History = {
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
