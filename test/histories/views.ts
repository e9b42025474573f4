import { type Mandate, type Model, statusOf } from './model'

/** Who looks. Collaborators with accounting are granted no product and no client. */
export interface Looker {
  readonly organisation: number
  readonly role: 'OWNER' | 'ACCOUNTING'
}

/** What somebody must see, as sorted lines: one line a thing, withheld cells as `-`. */
export type Seen = readonly string[]

/** The table of who sees what, for clients and Partners, told from the model alone. */
export function mustSee(model: Model, looker: Looker): Seen {
  const { organisation: me } = looker
  const isPartner = model.partners.some((partner) => partner.organisation === me)
  return [
    ...invoices(model, me),
    ...ledger(model, me),
    ...(isPartner ? ofPartner(model, looker) : ofClient(model, looker)),
  ].sort()
}

function invoices(model: Model, me: number): Seen {
  return model.invoices
    .filter((invoice) => invoice.billed === me)
    .map((invoice) => `invoice ${invoice.number} ${statusOf(invoice)} ${invoice.gross}`)
}

function ledger(model: Model, me: number): Seen {
  return (model.ledgers.get(me) ?? []).map((amount, index) => `movement ${index + 1} ${amount}`)
}

function ofClient(model: Model, { organisation: me, role }: Looker): Seen {
  const owner = role === 'OWNER'
  const products = model.products
    .filter((product) => product.client === me && (owner || product.payer === me))
    .map(
      (product) =>
        `product ${product.id} payer ${product.payer} public ${product.payer === me ? 'yes' : '-'} reseller -`,
    )
  const orders = model.orders
    .filter((order) => order.client === me && (owner || order.payer === me))
    .map((order) => `order ${order.id} payer ${order.payer} total ${order.payer === me ? order.price : '-'}`)
  const mandates = model.mandates
    .filter((mandate) => mandate.client === me && (owner || mandate.status === 'ACTIVE'))
    .map((mandate) => `mandate ${mandate.id} ${owner ? mandate.status : '-'} mode ${mandate.mode ?? '-'}`)
  return [...products, ...orders, ...mandates]
}

function ofPartner(model: Model, { organisation: me, role }: Looker): Seen {
  const cashback = model.cashback
    .filter((entry) => entry.partner === me)
    .map((entry) => `cashback ${model.orders[entry.order]?.id ?? ''} ${entry.status} ${entry.amount}`)
  // A collaborator granted no client sees of the clients nothing at all.
  if (role === 'ACCOUNTING') return cashback
  const full = model.mandates.filter(
    (one) => one.partner === me && one.status === 'ACTIVE' && one.access === 'FULL',
  )
  const fullFor = (client: number): Mandate | undefined => full.find((mandate) => mandate.client === client)
  const products = model.products.flatMap((product, place) => {
    const mandate = model.mandates.find(
      (one) => one.partner === me && one.client === product.client && one.status === 'ACTIVE',
    )
    if (mandate === undefined) return []
    const wide = mandate.access === 'FULL'
    if (!wide && !mandate.grants.some((grant) => grant.product === place)) return []
    const paysMe = product.payer === me
    const sharesPrice = wide && mandate.mode === 'CLIENT_PAYS' && (product.payer === product.client || paysMe)
    const payer = wide && paysMe ? String(me) : '-'
    return [
      `product ${product.id} payer ${payer} public ${sharesPrice ? 'yes' : '-'} reseller ${wide && paysMe ? 'yes' : '-'}`,
    ]
  })
  const orders = model.orders
    .filter(
      (order) =>
        order.payer === me ||
        (fullFor(order.client) !== undefined && (order.placedIn === me || order.placedIn === order.client)),
    )
    .map((order) => {
      const mine = order.payer === me
      return `order ${order.id} payer ${mine ? me : '-'} total ${mine ? order.price : '-'}`
    })
  const mandates = model.mandates
    .filter((mandate) => mandate.partner === me)
    .map((mandate) => {
      const open = mandate.status === 'ACTIVE' || mandate.status === 'PENDING'
      return `mandate ${mandate.id} ${mandate.status} mode ${open ? (mandate.mode ?? '-') : '-'}`
    })
  return [...cashback, ...products, ...orders, ...mandates]
}
