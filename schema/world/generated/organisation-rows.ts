import { type Random, random } from '../../../src/platform/crypto/random'
import { shareOf } from '../../billing/cashback-rules'
import { demoPasswordHash } from '../demo-password'
import { publicPrices } from '../reference-data'
import { type TableRows } from '../world-database'
import { calendarDay, moment, salesBegin, GENERATED_TODAY } from './calendar'
import { categories, plannedCurrency, type Plan, rateOf } from './plan'
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
        plannedCurrency(plan, id),
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
    if ((plan.account[id] ?? 0) > 0)
      tables.accounts.add(plan.account[id] ?? null, id, plannedCurrency(plan, id))
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

/** A membership as later parts see it. */
export interface Member {
  readonly id: number
  readonly user: number
  readonly organisation: number
  readonly role: 'OWNER' | 'ADMINISTRATOR' | 'COLLABORATOR' | 'EXTERNAL'
  readonly accounting: boolean
}

/**
 * Users and memberships. User N owns Organisation N; other people work there, and some owners work for
 * others beside. Every membership is appended to `members`.
 */
export function* peopleRows(plan: Plan, members: Member[]): Iterable<TableRows> {
  const chance = random(plan.size.seed, 'people')
  const { organisations } = plan.size
  const users = table('users', [
    ...['id', 'name', 'email', 'locale', 'two_factor', 'password_hash', 'totp_secret', 'created_at'],
  ])
  const memberships = table('memberships', [
    ...['id', 'user_id', 'organisation_id', 'role', 'accounting', 'created_at', 'invited_by_id'],
  ])
  let lastUser = organisations
  const addUser = (id: number, locale: string) => {
    const name = `${chance.pick(firstNames)} ${chance.pick(lastNames)}`
    const created = moment(chance.below(700))
    users.add(id, name, `user${id}@world.test`, locale, 0, demoPasswordHash, null, created)
  }
  const addMember = (member: Omit<Member, 'id'>, invitedBy: number | null) => {
    const id = members.length + 1
    members.push({ ...member, id })
    const { user, organisation, role, accounting } = member
    memberships.add(id, user, organisation, role, accounting ? 1 : 0, moment(chance.below(700)), invitedBy)
  }
  for (let owner = 1; owner <= organisations; owner++) {
    addUser(owner, (plan.land[owner] ?? switzerland).locale)
    if (owner % 5_000 === 0 || owner === organisations) yield users.take()
  }
  for (let organisation = 1; organisation <= organisations; organisation++) {
    addMember({ user: organisation, organisation, role: 'OWNER', accounting: false }, null)
    const guests = new Set([organisation])
    for (let extra = staffOf(plan, organisation, chance); extra > 0; extra--) {
      const role = chance.pick(['ADMINISTRATOR', 'COLLABORATOR', 'COLLABORATOR', 'EXTERNAL'])
      const accounting = role === 'COLLABORATOR' && chance.percent(40)
      // Owners of clients only: a Partner's people are never externals of its clients.
      const guest = plan.size.partners + 1 + chance.below(organisations - plan.size.partners)
      const known = chance.percent(20) && !guests.has(guest)
      if (known) guests.add(guest)
      else addUser(++lastUser, (plan.land[organisation] ?? switzerland).locale)
      const invitedBy = chance.percent(60) ? organisation : null
      addMember({ user: known ? guest : lastUser, organisation, role, accounting }, invitedBy)
    }
    if (organisation % 5_000 === 0 || organisation === organisations) {
      yield users.take()
      yield memberships.take()
    }
  }
}

function staffOf(plan: Plan, organisation: number, chance: Random): number {
  if (organisation === 1) return 25
  if (organisation <= plan.size.partners) return 3 + chance.below(4)
  return Math.max(0, chance.below(5) - 2)
}

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
        ...[plannedCurrency(plan, organisation), chance.percent(30) ? 1 + chance.below(contactCount) : null],
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
  return calendarDay(status === 'EXPIRING' ? GENERATED_TODAY + 1 + (days % 30) : GENERATED_TODAY + 30 + days)
}
