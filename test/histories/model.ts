/**
 * The business as one would tell it, in memory. WHY nothing of schema/ or policies/ is imported: two readings of the
 * same rules, written apart, are compared.
 */
export interface Model {
  readonly clients: readonly number[]
  readonly partners: readonly PartnerTerms[]
  readonly mandates: Mandate[]
  readonly products: Product[]
  readonly orders: Order[]
  readonly invoices: Invoice[]
  readonly cashback: Cashback[]
  /** Signed amounts, by Organisation, in the order they were booked. */
  readonly ledgers: Map<number, number[]>
}

/** A Partner and its conditions, the same for every category. Rates in percent. */
export interface PartnerTerms {
  readonly organisation: number
  readonly discount: number
  readonly cashback: number
}

export type Mode = 'CLIENT_PAYS' | 'PARTNER_PAYS'

export interface Mandate {
  id: string
  readonly client: number
  readonly partner: number
  access: 'LIMITED' | 'FULL'
  mode: Mode | null
  status: 'PENDING' | 'ACTIVE' | 'REFUSED' | 'CANCELLED' | 'ENDED'
  /** By their place in the model. A later grant has a later turn. */
  grants: { readonly product: number; readonly turn: number }[]
}

export interface Product {
  id: string
  readonly client: number
  readonly category: string
  payer: number
  due: number
}

export interface Order {
  id: string
  readonly kind: 'PURCHASE' | 'RENEWAL'
  readonly placedIn: number
  readonly client: number
  readonly payer: number
  readonly product: number
  readonly publicPrice: number
  readonly price: number
  completed: boolean
  cancelled: boolean
}

export interface Invoice {
  number: string
  readonly order: number
  readonly billed: number
  readonly client: number
  readonly gross: number
  paid: number
  credited: number
}

export interface Cashback {
  readonly order: number
  readonly partner: number
  readonly client: number
  readonly amount: number
  status: 'PENDING' | 'CREDITED' | 'REVERSED'
}

/** What is expected of a command: done, or the code with which it is refused. */
export type Verdict = 'done' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'BAD_USER_INPUT'

const VAT = 8.1

export const percentOf = (amount: number, percent: number): number =>
  Math.floor((amount * percent * 10 + 500) / 1000)

export const withVat = (net: number): number => net + percentOf(net, VAT)

export const balanceOf = (model: Model, organisation: number): number =>
  (model.ledgers.get(organisation) ?? []).reduce((sum, amount) => sum + amount, 0)

export function book(model: Model, organisation: number, amount: number): void {
  if (amount === 0) return
  model.ledgers.set(organisation, [...(model.ledgers.get(organisation) ?? []), amount])
}

export const active = (model: Model, client: number): Mandate[] =>
  model.mandates.filter((mandate) => mandate.client === client && mandate.status === 'ACTIVE')

export const fullOf = (model: Model, client: number): Mandate | undefined =>
  active(model, client).find((mandate) => mandate.access === 'FULL')

export const mandateOf = (model: Model, client: number, partner: number): Mandate | undefined =>
  active(model, client).find((mandate) => mandate.partner === partner)

/** Who earns on a line the client pays: who ordered, else the full Partner, else the earliest grant on the product. */
export function earnerOf(
  model: Model,
  line: { client: number; placedIn: number; product: number | null },
): number | null {
  const covers = (mandate: Mandate): boolean =>
    mandate.access === 'FULL' || mandate.grants.some((grant) => grant.product === line.product)
  const covering = active(model, line.client).filter(covers)
  const ordering = covering.find((mandate) => mandate.partner === line.placedIn)
  const full = covering.find((mandate) => mandate.access === 'FULL')
  const turn = (mandate: Mandate): number =>
    mandate.grants.find((grant) => grant.product === line.product)?.turn ?? Infinity
  const [earliest] = [...covering].sort((a, b) => turn(a) - turn(b))
  return (ordering ?? full ?? earliest)?.partner ?? null
}

export interface Sale {
  readonly kind: Order['kind']
  readonly placedIn: number
  readonly client: number
  readonly payer: number
  readonly product: number
  readonly publicPrice: number
}

/** Places an order, with its invoice and the cashback that is coming. The ids are set later, from what really happened. */
export function sell(model: Model, sale: Sale): { readonly order: Order; readonly invoice: Invoice } {
  const { client, payer, publicPrice } = sale
  const reseller = model.partners.find((partner) => partner.organisation === payer && payer !== client)
  const price = reseller === undefined ? publicPrice : percentOf(publicPrice, 100 - reseller.discount)
  const order: Order = { ...sale, id: '', price, completed: false, cancelled: false }
  const place = model.orders.push(order) - 1
  const invoice: Invoice = {
    number: '',
    order: place,
    billed: payer,
    client,
    gross: withVat(price),
    paid: 0,
    credited: 0,
  }
  model.invoices.push(invoice)
  const earner =
    payer === client ? earnerOf(model, sale.kind === 'PURCHASE' ? { ...sale, product: null } : sale) : null
  const terms = model.partners.find((partner) => partner.organisation === earner)
  if (terms !== undefined) {
    const amount = publicPrice - percentOf(publicPrice, 100 - terms.cashback)
    if (amount > 0)
      model.cashback.push({ order: place, partner: terms.organisation, client, amount, status: 'PENDING' })
  }
  return { order, invoice }
}

export const owed = (invoice: Invoice): number => Math.max(0, invoice.gross - invoice.credited - invoice.paid)

/** What follows from an invoice having been paid: the order is done, a renewal moves the due date, cashback is credited. */
export function settle(model: Model, invoice: Invoice): void {
  const order = model.orders[invoice.order]
  if (order === undefined) throw new Error('an invoice without an order')
  order.completed = true
  const product = model.products[order.product]
  if (order.kind === 'RENEWAL' && product !== undefined) product.due += 1
  for (const entry of model.cashback.filter(
    (each) => each.order === invoice.order && each.status === 'PENDING',
  )) {
    entry.status = 'CREDITED'
    book(model, entry.partner, entry.amount)
  }
}

/** A credit of everything that is left: money paid goes back, cashback is taken back. */
export function credit(model: Model, invoice: Invoice): void {
  invoice.credited = invoice.gross
  book(model, invoice.billed, invoice.paid)
  for (const entry of model.cashback.filter(
    (each) => each.order === invoice.order && each.status !== 'REVERSED',
  )) {
    if (entry.status === 'CREDITED') book(model, entry.partner, -entry.amount)
    entry.status = 'REVERSED'
  }
}

export function statusOf(invoice: Invoice): string {
  if (invoice.credited >= invoice.gross) return invoice.paid > 0 ? 'REFUNDED' : 'CANCELLED'
  return invoice.paid >= invoice.gross ? 'PAID' : 'OPEN'
}
