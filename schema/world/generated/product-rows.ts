import { publicPrices } from '../reference-data'
import { shareOf } from '../../billing/share-of'
import type { TableRows } from '../table-rows'
import { day, moment, salesBegin, today } from './calendar'
import { categories, currencyOf, type Plan, rateOf } from './plan'
import { random } from '../../../src/services/random'
import { table } from './table'
import { firstNames, lastNames } from './words'

/** Contacts and products. Contact N may hold products of anybody; most products have no holder. */
export function* productRows(plan: Plan): Iterable<TableRows> {
  const chance = random(plan.size.seed, 'products')
  const { organisations } = plan.size
  const contactCount = Math.ceil(organisations / 3)
  const contacts = table('contacts', [
    ...['id', 'name', 'kind', 'email', 'phone'],
    ...['address_street', 'address_postal_code', 'address_city', 'address_country'],
  ])
  for (let id = 1; id <= contactCount; id++) {
    const own = chance.percent(40) ? (plan.name[(id * 3) % organisations] ?? null) : null
    const name = own ?? `${chance.pick(firstNames)} ${chance.pick(lastNames)}`
    const phone = chance.percent(30) ? `+41 79 555 ${1000 + chance.below(9000)}` : null
    const street = chance.percent(50) ? `Postfach ${chance.below(900)}` : null
    contacts.add(id, name, 'PRIVATE', `contact${id}@world.test`, phone, street, '3000', 'Bern', 'CH')
  }
  yield contacts.take()

  const products = table('products', [
    ...['id', 'organisation_id', 'category', 'name', 'status', 'expires_on', 'auto_renew', 'payer_id'],
    ...['public_price', 'reseller_price', 'currency', 'holder_id', 'managed_by_id', 'created_at'],
  ])
  for (let organisation = 1; organisation <= organisations; organisation++) {
    const full = plan.mandates[organisation]?.find((mandate) => mandate.access === 'FULL')
    const first = plan.firstProduct[organisation] ?? 0
    for (let id = first; id < first + (plan.productCount[organisation] ?? 0); id++) {
      const category = chance.below(categories.length)
      const kind = categories[category] ?? 'DOMAIN'
      const price = publicPrices[kind] * (1 + chance.below(3))
      plan.category[id] = category
      plan.publicPrice[id] = price
      const paying = full?.mode === 'PARTNER_PAYS' && chance.percent(60) ? full.partner : organisation
      const reseller =
        paying === organisation ? null : shareOf(price, 10_000 - rateOf(plan, paying, category))
      const status = chance.pick(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'EXPIRING', 'SUSPENDED', 'ENDED'])
      products.add(
        ...[id, organisation, kind, kind === 'DOMAIN' ? `d${id}.example` : productName(kind, id), status],
        ...[expiry(status, chance.below(360)), chance.percent(50) ? 1 : 0, paying, price, reseller],
        ...[currencyOf(plan, organisation), chance.percent(30) ? 1 + chance.below(contactCount) : null],
        ...[chance.percent(40) ? organisation : null, moment(salesBegin + chance.below(300))],
      )
    }
    if (products.size >= 5_000) yield products.take()
  }
  yield products.take()
}

/** `Web hosting 17`. */
export function productName(category: string, id: number): string {
  const words = category.toLowerCase().replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${id}`
}

function expiry(status: string, days: number): string | null {
  if (status === 'ENDED') return null
  return day(status === 'EXPIRING' ? today + 1 + (days % 30) : today + 30 + days)
}
