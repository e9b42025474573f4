import { type Principal } from '../../src/policy/principal'
import { type Real } from './real'
import { type Seen } from './views'

const EVERYTHING = `query ($after: String, $products: String, $orders: String, $mandates: String) {
  viewer { organisation { id prepaidAccount { movements(first: 100) { nodes { position amount { amount } } } } } }
  invoices(first: 100, after: $after) { nodes { number status gross { amount } } totalCount }
  products(first: 100, after: $products) { nodes { id payer { id } publicPrice { amount } resellerPrice { amount } } totalCount }
  orders(first: 100, after: $orders) { nodes { id payer { id } total { amount } } totalCount }
  partnerships(first: 100, after: $mandates) { nodes { id status paymentMode } totalCount }
}`

const CASHBACK = `query ($me: ID!) { partner(id: $me) { cashback(first: 100) { nodes { id status amount { amount } } totalCount } } }`

/** What a principal is really answered, in the lines of `mustSee`. */
export async function reallySees(real: Real, principal: Principal): Promise<Seen> {
  const { viewer, invoices, products, orders, partnerships } = await real.engine.ask(principal, EVERYTHING)
  for (const list of [invoices, products, orders, partnerships]) {
    if (list.totalCount !== list.nodes.length) throw new Error('A history grew longer than a page')
  }
  const movements: readonly Answered[] = viewer.organisation.prepaidAccount?.movements.nodes ?? []
  return [
    ...linesOf(invoices, (one) => `invoice ${one.number} ${one.status} ${cents(one.gross)}`),
    ...movements.map((one) => `movement ${one.position} ${cents(one.amount)}`),
    ...linesOf(products, (one) => {
      const prices = `public ${shown(one.publicPrice)} reseller ${shown(one.resellerPrice)}`
      return `product ${one.id} payer ${keyOf(one.payer)} ${prices}`
    }),
    ...linesOf(orders, (one) => `order ${one.id} payer ${keyOf(one.payer)} total ${cents(one.total)}`),
    ...linesOf(
      partnerships,
      (one) => `mandate ${one.id} ${one.status ?? '-'} mode ${one.paymentMode ?? '-'}`,
    ),
    ...(principal.partner === null ? [] : await cashbackOf(real, principal)),
  ].sort()
}

/** A row as the documents above ask for it. */
type Answered = any // eslint-disable-line @typescript-eslint/no-explicit-any

function linesOf(list: { readonly nodes: readonly Answered[] }, line: (one: Answered) => string): Seen {
  return list.nodes.map(line)
}

async function cashbackOf(real: Real, principal: Principal): Promise<Seen> {
  const { partner } = await real.engine.ask(principal, CASHBACK, {
    me: `Partner:${principal.partner?.id ?? 0}`,
  })
  const nodes: readonly Answered[] = partner.cashback.nodes
  return Promise.all(
    nodes.map(async (one) => {
      const rows = await real.engine.dependencies.dataSource.query<{ order_id: number }[]>(
        'SELECT l.order_id FROM cashback_entries e JOIN order_lines l ON l.id = e.order_line_id WHERE e.id = ?',
        [Number(String(one.id).split(':')[1])],
      )
      return `cashback Order:${rows[0]?.order_id} ${one.status} ${cents(one.amount)}`
    }),
  )
}

function cents(money: { amount: string } | null): string {
  return money === null ? '-' : String(Math.round(Number(money.amount) * 100))
}

function shown(money: object | null): string {
  return money === null ? '-' : 'yes'
}

function keyOf(node: { id: string } | null): string {
  return node === null ? '-' : (node.id.split(':')[1] ?? '')
}
