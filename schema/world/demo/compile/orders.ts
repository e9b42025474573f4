import { shareOf } from '../../../billing/cashback-rules'
import { OrderKind } from '../../../order/order.entity'
import { lineDescription } from '../../../order/price-lines'
import { type OrderSpec, type ProductSpec } from '../fixture'
import { type Draft, named, storedInstantText } from './draft'
import { addressColumns } from './people'

/** One line of an order, as it was frozen when the order was placed. */
interface PricedLine {
  /** Of the order line: `lakeside-own/1`. */
  readonly name: string
  readonly product: string
  readonly description: string
  readonly publicPrice: number
  readonly discountRate: number
  readonly price: number
  /** Public price − the Partner's price, where a Partner has cashback on it. */
  readonly cashback: number
}

/** Orders with their lines. */
export function writeOrders(draft: Draft): void {
  for (const [name, spec] of Object.entries(draft.fixture.orders)) writeOrder(draft, name, spec)
}

function writeOrder(draft: Draft, name: string, spec: OrderSpec): void {
  const { names, rows, fixture } = draft
  const id = names.of('order', name)
  const lines = pricedLinesOf(draft, name, spec)
  const currency = named(fixture.organisations, spec.payer).currency
  rows.add('orders', {
    id,
    organisation_id: names.of('organisation', spec.placedIn),
    placed_by_id: names.ofOptional('user', spec.placedBy),
    placed_for_id: names.of('organisation', spec.placedFor),
    payer_id: names.of('organisation', spec.payer),
    partner_id: names.ofOptional('partner', spec.cashbackTo),
    placed_at: storedInstantText(spec.at),
    kind: spec.kind ?? 'PURCHASE',
    status: spec.status ?? 'COMPLETED',
    currency,
    total: lines.reduce((sum, line) => sum + line.price, 0),
  })
  for (const line of lines) {
    rows.add('order_lines', {
      id: names.add('order-line', line.name),
      order_id: id,
      product_id: names.of('product', line.product),
      description: line.description,
      public_price: line.publicPrice,
      discount_rate: line.discountRate,
      price: line.price,
      currency,
      cashback_rate:
        spec.cashbackTo === undefined ? 0 : rateOf(draft, productOf(draft, line.product), spec.cashbackTo),
      cashback_partner_id: names.ofOptional('partner', spec.cashbackTo),
    })
  }
}

/** The client pays the public price, a Partner its own; cashback exists on what the client pays. */
export function pricedLinesOf(draft: Draft, name: string, spec: OrderSpec): readonly PricedLine[] {
  return spec.products.map((product, index) => {
    const what = productOf(draft, product)
    const byPartner = spec.payer !== spec.placedFor
    return {
      name: `${name}/${index + 1}`,
      product,
      description: lineDescription({ kind: OrderKind[spec.kind ?? 'PURCHASE'], name: what.name, years: 1 }),
      publicPrice: what.publicPrice,
      discountRate: byPartner ? rateOf(draft, what, spec.payer) : 0,
      price: byPartner ? resellerPrice(draft, what, spec.payer) : what.publicPrice,
      cashback:
        spec.cashbackTo === undefined ? 0 : what.publicPrice - resellerPrice(draft, what, spec.cashbackTo),
    }
  })
}

function productOf({ fixture }: Draft, product: string): ProductSpec {
  return named(fixture.products, product)
}

/** Contacts and the products that may stand in their names. */
export function writeProducts(draft: Draft): void {
  const { names, rows, fixture } = draft
  for (const [name, spec] of Object.entries(fixture.contacts)) {
    rows.add('contacts', {
      id: names.of('contact', name),
      name: spec.name,
      kind: spec.kind,
      email: spec.email,
      phone: spec.phone ?? null,
      ...addressColumns(spec.address),
    })
  }
  for (const [name, spec] of Object.entries(fixture.products)) {
    rows.add('products', {
      id: names.of('product', name),
      organisation_id: names.of('organisation', spec.organisation),
      category: spec.category,
      name: spec.name,
      status: spec.status ?? 'ACTIVE',
      expires_on: spec.expiresOn ?? null,
      auto_renew: spec.autoRenew === true ? 1 : 0,
      payer_id: names.of('organisation', spec.payer),
      public_price: spec.publicPrice,
      reseller_price: spec.payer === spec.organisation ? null : resellerPrice(draft, spec, spec.payer),
      currency: named(fixture.organisations, spec.payer).currency,
      holder_id: names.ofOptional('contact', spec.holder),
      managed_by_id: names.ofOptional('user', spec.managedBy),
      payer_offered_at: spec.payerOffered === undefined ? null : storedInstantText(spec.payerOffered),
      created_at: storedInstantText(spec.since),
    })
  }
}

/** What a Partner pays for a product: the public price less its discount. */
function resellerPrice({ fixture }: Draft, product: ProductSpec, partner: string): number {
  return shareOf(product.publicPrice, 10_000 - rateOf({ fixture }, product, partner))
}

/** A Partner's discount on a product, 0 where its programme has none for the category. */
function rateOf({ fixture }: Pick<Draft, 'fixture'>, product: ProductSpec, partner: string): number {
  return named(fixture.partners, partner).rates[product.category] ?? 0
}
