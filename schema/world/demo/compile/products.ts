import { shareOf } from '../../../billing/share-of'
import type { ProductSpec } from '../story'
import type { Draft } from './draft'
import { instant } from './instant'
import { named } from './named'
import { addressColumns } from './people'

/** Contacts and the products that may stand in their names. */
export function writeProducts(draft: Draft): void {
  const { names, rows, story } = draft
  for (const [name, spec] of Object.entries(story.contacts)) {
    rows.add('contacts', {
      id: names.of('contact', name),
      name: spec.name,
      kind: spec.kind,
      email: spec.email,
      phone: spec.phone ?? null,
      ...addressColumns(spec.address),
    })
  }
  for (const [name, spec] of Object.entries(story.products)) {
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
      currency: named(story.organisations, spec.payer).currency,
      holder_id: names.ofOptional('contact', spec.holder),
      managed_by_id: names.ofOptional('user', spec.managedBy),
      created_at: instant(spec.since),
    })
  }
}

/** What a Partner pays for a product: the public price less its discount. */
export function resellerPrice({ story }: Draft, product: ProductSpec, partner: string): number {
  return shareOf(product.publicPrice, 10_000 - rateOf({ story }, product, partner))
}

/** A Partner's discount on a product, 0 where its programme has none for the category. */
export function rateOf({ story }: Pick<Draft, 'story'>, product: ProductSpec, partner: string): number {
  return named(story.partners, partner).rates[product.category] ?? 0
}
