import fc from 'fast-check'
import { type Deed, must, pick, refused } from './deed'
import { fullOf, mandateOf, type Model, sell, type Verdict } from './model'
import { mutate } from './real'

const ERRORS = 'userErrors { code reason field }'
const numbers = fc.nat({ max: 1000 })

/** The price list, by hand: francs, in hundredths. */
const prices = { DOMAIN: 18_90, WEB_HOSTING: 347_20, MAIL: 54_00, CLOUD_SERVER: 828_00 } as const
const categories = fc.constantFrom(...(Object.keys(prices) as (keyof typeof prices)[]))

/** Who orders for a client: 0 the client itself, else one of the Partners. */
const buyer = (model: Model, client: number, by: number): number =>
  by === 0 ? client : must(model.partners[(by - 1) % model.partners.length]).organisation

/** Whether a Partner may order for a client, and if not, what it may know. */
function mayOrder(model: Model, client: number, by: number): Verdict {
  if (by === client || mandateOf(model, client, by)?.access === 'FULL') return 'done'
  const known = model.mandates.some(
    (one) =>
      one.client === client && one.partner === by && (one.status === 'ACTIVE' || one.status === 'PENDING'),
  )
  return known ? 'FORBIDDEN' : 'NOT_FOUND'
}

let names = 0

const order = fc.record({ client: numbers, by: fc.nat({ max: 2 }), category: categories }).map(ordering)

interface Wish {
  readonly client: number
  /** 0 for the client itself, else one of the Partners. */
  readonly by: number
  readonly category: keyof typeof prices
}

export function ordering({ client, by, category }: Wish): Deed {
  return {
    text: `order ${category} for ${client} by ${by}`,
    predict: (model) => {
      const who = must(pick(model.clients, client))
      const placedIn = buyer(model, who, by)
      const verdict = mayOrder(model, who, placedIn)
      if (verdict !== 'done') return refused(verdict)
      const partnerPays = placedIn !== who && fullOf(model, who)?.mode === 'PARTNER_PAYS'
      return {
        verdict,
        done: ({ order: id = '', product = '', invoice = '' }) => {
          const payer = partnerPays ? placedIn : who
          const place = model.products.push({ id: product, client: who, category, payer, due: 1 }) - 1
          const sale = {
            kind: 'PURCHASE',
            placedIn,
            client: who,
            payer,
            product: place,
            publicPrice: prices[category],
          } as const
          const sold = sell(model, sale)
          sold.order.id = id
          sold.invoice.number = invoice
        },
      }
    },
    does: async (model, real) => {
      const who = must(pick(model.clients, client))
      // A new one each time: a domain name is sold once.
      const name = `d${(names += 1)}.example`
      const answer = await mutate(real, buyer(model, who, by), {
        text: `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } ${ERRORS} } }`,
        input: { organisationId: `Organisation:${who}`, lines: [{ category, name }] },
        reported: (payload) => ({ order: payload.order.id }),
      })
      return answer.verdict === 'done'
        ? { ...answer, reported: await reportedIds(real.engine.dependencies.dataSource, answer.reported) }
        : answer
    },
  }
}

const renew = fc.record({ which: numbers, by: fc.nat({ max: 2 }), atOwnCost: fc.boolean() }).map(renewing)

interface RenewalWish {
  readonly which: number
  /** 0 for the client itself, else one of the Partners. */
  readonly by: number
  readonly atOwnCost: boolean
}

export function renewing({ which, by, atOwnCost }: RenewalWish): Deed {
  return {
    text: `renew ${which} by ${by}${atOwnCost ? ' at its own cost' : ''}`,
    predict: (model) => {
      const product = pick(model.products, which)
      if (product === undefined) return refused('NOT_FOUND')
      const place = model.products.indexOf(product)
      const { client } = product
      const placedIn = buyer(model, client, by)
      const verdict = mayRenew(model, place, placedIn)
      if (verdict !== 'done') return refused(verdict)
      const own = atOwnCost && placedIn === client
      if (atOwnCost && !own) return refused('FORBIDDEN')
      const openOrder = model.orders.findIndex(
        (one) => one.kind === 'RENEWAL' && one.product === place && !one.completed && !one.cancelled,
      )
      const open = model.orders[openOrder]
      const byClient = placedIn === client
      // What a Partner left unpaid makes way for the client: a former one's always, a present one's if the client says so.
      const former = open !== undefined && mandateOf(model, client, open.payer)?.access !== 'FULL'
      const makesWay = byClient && open?.payer !== client && (own || former)
      if (open !== undefined && !makesWay) return refused('CONFLICT')
      // Nobody spends the money of another Organisation.
      const payer = byClient || fullOf(model, client)?.mode !== 'PARTNER_PAYS' ? client : placedIn
      return {
        verdict: 'done',
        done: ({ order: id = '', invoice = '' }) => {
          if (open !== undefined) {
            open.cancelled = true
            const given = must(model.invoices.find((one) => one.order === openOrder))
            given.credited = given.gross
            for (const entry of model.cashback.filter((one) => one.order === openOrder))
              entry.status = 'REVERSED'
          }
          product.payer = payer
          const publicPrice = prices[product.category as keyof typeof prices]
          const sold = sell(model, { kind: 'RENEWAL', placedIn, client, payer, product: place, publicPrice })
          sold.order.id = id
          sold.invoice.number = invoice
        },
      }
    },
    does: async (model, real) => {
      const product = pick(model.products, which)
      const as = product === undefined ? must(model.clients[0]) : buyer(model, product.client, by)
      const answer = await mutate(real, as, {
        text: `mutation ($input: RenewProductInput!) { renewProduct(input: $input) { order { id } ${ERRORS} } }`,
        input: { productId: product?.id ?? 'Product:999999999', atOwnCost },
        reported: (payload) => ({ order: payload.order.id }),
      })
      return answer.verdict === 'done'
        ? { ...answer, reported: await reportedIds(real.engine.dependencies.dataSource, answer.reported) }
        : answer
    },
  }
}

/** A Partner renews with full access; under a limited mandate it sees the product, if granted, and may not. */
function mayRenew(model: Model, place: number, by: number): Verdict {
  const product = must(model.products[place])
  if (by === product.client) return 'done'
  const mandate = mandateOf(model, product.client, by)
  if (mandate?.access === 'FULL') return 'done'
  return mandate?.grants.some((grant) => grant.product === place) === true ? 'FORBIDDEN' : 'NOT_FOUND'
}

interface Queryable {
  query(sql: string, parameters: unknown[]): Promise<unknown>
}

/** What was made: read beside every policy, because not everybody who orders may see the invoice. */
async function reportedIds(database: Queryable, reported: Readonly<Record<string, string>>) {
  const key = Number(reported['order']?.split(':')[1])
  const rows = (await database.query(
    `SELECT i.number, l.product_id FROM invoices i JOIN order_lines l ON l.order_id = i.order_id WHERE i.order_id = ?`,
    [key],
  )) as readonly { number: string; product_id: number }[]
  const [row] = rows
  return { ...reported, invoice: row?.number ?? '', product: `Product:${row?.product_id ?? 0}` }
}

export const deedsOnOrders = [order, order, order, order, renew, renew]
