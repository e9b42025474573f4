import type { TableRows } from '../table-rows'
import { moment } from './calendar'
import { categories, currencyOf, type Plan } from './plan'
import { type Random, random } from '../../../src/services/random'
import { table } from './table'
import { firmNames, firstNames, lastNames, streets, switzerland, trades } from './words'

/** Organisations with their addresses, means of payment, prepaid accounts and Partner entries. */
export function* organisationRows(plan: Plan): Iterable<TableRows> {
  const chance = random(plan.size.seed, 'organisations')
  const tables = {
    organisations: table('organisations', [
      ...['id', 'name', 'logo_url', 'kind', 'country', 'legal_name'],
      ...['address_street', 'address_postal_code', 'address_city', 'address_country'],
      ...['phone', 'currency', 'vat_number', 'vat_status', 'created_at'],
    ]),
    addresses: table('billing_addresses', [
      ...['id', 'organisation_id', 'label', 'recipient'],
      ...['address_street', 'address_postal_code', 'address_city', 'address_country', 'is_default'],
    ]),
    means: table('payment_means', ['id', 'organisation_id', 'kind', 'label', 'expires_on', 'is_default']),
    accounts: table('prepaid_accounts', ['id', 'organisation_id', 'currency']),
    partners: table('partners', ['id', 'display_name', 'website', 'email', 'level', 'listed']),
    rates: table('partner_rates', ['id', 'partner_id', 'category', 'discount_rate', 'cashback_rate']),
  }
  let [addresses, means, rates] = [0, 0, 0]
  for (let id = 1; id <= plan.size.organisations; id++) {
    const land = plan.land[id] ?? switzerland
    const kind = plan.kind[id] ?? 'COMPANY'
    const name = nameOf(kind, chance)
    plan.name[id] = name
    const [postalCode, city] = chance.pick(land.cities)
    const street = `${chance.pick(streets)} ${1 + chance.below(140)}`
    const numbered = kind === 'COMPANY' && plan.vatStatus[id] !== 'NOT_APPLICABLE'
    tables.organisations.add(
      ...[id, name, chance.percent(15) ? `https://o${id}.example/logo.svg` : null, kind, land.country],
      ...[kind === 'COMPANY' ? `${name} ${land.form}` : name, street, postalCode, city, land.country],
      ...[
        chance.percent(40) ? `+41 31 555 ${String(1000 + chance.below(9000))}` : null,
        currencyOf(plan, id),
      ],
      ...[numbered ? `${land.vatPrefix}${String(100_000_000 + id)}` : null, plan.vatStatus[id] ?? null],
      moment(chance.below(700)),
    )
    for (let index = chance.below(5) - 2; index > 0; index--) {
      const box = chance.percent(50) ? `P.O. Box ${chance.below(900)}` : null
      tables.addresses.add(
        ...[++addresses, id, index === 1 ? 'Office' : 'Accounts', name, box, postalCode, city, land.country],
        index === 1 ? 1 : 0,
      )
    }
    if (chance.percent(50)) {
      const card = chance.percent(60)
      const label = card ? `Visa •••• ${1000 + chance.below(9000)}` : 'Bank transfer'
      tables.means.add(++means, id, card ? 'CARD' : 'BANK_TRANSFER', label, card ? '2028-06-30' : null, 1)
    }
    if ((plan.account[id] ?? 0) > 0) tables.accounts.add(plan.account[id] ?? null, id, currencyOf(plan, id))
    if (id <= plan.size.partners) {
      const email = `partner@p${id}.example`
      const website = chance.percent(50) ? `https://p${id}.example` : null
      const level = chance.pick(['Bronze', 'Silver', 'Gold', 'Platinum'])
      const listed = chance.percent(95) ? 1 : 0
      tables.partners.add(id, name, website, email, level, listed)
      categories.forEach((category, index) => {
        const rate = plan.rates[id * categories.length + index] ?? 0
        tables.rates.add(++rates, id, category, rate, rate)
      })
    }
    if (id % 5_000 === 0 || id === plan.size.organisations) {
      for (const part of Object.values(tables)) yield part.take()
    }
  }
}

function nameOf(kind: string, chance: Random): string {
  switch (kind) {
    case 'PRIVATE':
      return `${chance.pick(firstNames)} ${chance.pick(lastNames)}`
    case 'ASSOCIATION':
      return `Verein ${chance.pick(firmNames)} ${chance.pick(trades)}`
    default:
      return `${chance.pick(firmNames)} ${chance.pick(trades)}`
  }
}
