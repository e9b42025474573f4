import { random } from '../../../src/platform/crypto/random'
import { type Category } from '../reference-data'
import { type WorldSize } from '../world-size'
import { type PlannedMandate, plannedMandates } from './mandates'
import { euro, type Land, switzerland } from './words'

export const categories: readonly Category[] = [
  'DOMAIN',
  'WEB_HOSTING',
  'MAIL',
  'DRIVE',
  'CLOUD_SERVER',
  'STREAMING',
  'EVENT',
  'NEWSLETTER',
]

/** What the parts of a world must know of each other; arrays by organisation id, slot 0 unused. */
export interface Plan {
  readonly size: WorldSize
  readonly land: readonly Land[]
  readonly kind: readonly ('PRIVATE' | 'COMPANY' | 'ASSOCIATION')[]
  readonly vatStatus: readonly ('NOT_APPLICABLE' | 'UNVERIFIED' | 'VALID' | 'INVALID')[]
  readonly name: string[]
  /** The id of its prepaid account, 0 for none. */
  readonly account: Int32Array
  /** Its mandates that ever came into force. */
  readonly mandates: readonly (readonly PlannedMandate[])[]
  /** All partnerships, of any status, by id from 1. */
  readonly partnerships: readonly PlannedMandate[]
  readonly firstProduct: Int32Array
  readonly productCount: Int32Array
  /** By product id. */
  readonly category: Uint8Array
  readonly publicPrice: Int32Array
  /** Discount of a Partner on a category: `partner * 8 + category`. */
  readonly rates: Int32Array
}

/** Decides everything that several tables must agree on. */
export function planWorld(size: WorldSize): Plan {
  const chance = random(size.seed, 'plan')
  const { organisations, partners } = size
  const currencies = ['', ...Array.from({ length: partners }, (_, index) => partnerCurrency(index + 1))]
  const { partnerships, byClient, mainPartner } = plannedMandates(size, currencies)
  const land: Land[] = [switzerland]
  const kind: Plan['kind'][number][] = ['COMPANY']
  const vatStatus: Plan['vatStatus'][number][] = ['NOT_APPLICABLE']
  const account = new Int32Array(organisations + 1)
  const firstProduct = new Int32Array(organisations + 1)
  const productCount = new Int32Array(organisations + 1)
  let accounts = 0
  let products = 0
  let spread = 0
  for (let id = 1; id <= organisations; id++) {
    const partner = id <= partners
    const currency = currencies[partner ? id : (mainPartner[id] ?? 0)]
    land.push(currency === 'EUR' || (currency === '' && chance.percent(25)) ? chance.pick(euro) : switzerland)
    kind.push(partner ? 'COMPANY' : chance.pick(['COMPANY', 'PRIVATE', 'COMPANY', 'ASSOCIATION', 'PRIVATE']))
    const foreignCompany = land[id] !== switzerland && kind[id] === 'COMPANY'
    vatStatus.push(
      foreignCompany ? chance.pick(['VALID', 'VALID', 'VALID', 'UNVERIFIED', 'INVALID']) : 'NOT_APPLICABLE',
    )
    if (partner || chance.percent(10)) account[id] = ++accounts
    // INVARIANT: neighbours deviate from ten by as much in opposite directions, so ten is the exact mean.
    if (id % 2 === 1) spread = id === organisations ? 0 : chance.below(8)
    firstProduct[id] = products + 1
    productCount[id] = 10 + (id % 2 === 1 ? spread : -spread)
    products += productCount[id] ?? 0
  }
  const rates = new Int32Array((partners + 1) * categories.length)
  for (let index = categories.length; index < rates.length; index++)
    rates[index] = 500 * (2 + chance.below(7))
  const name = ['']
  const mandates = byClient
  return {
    size,
    land,
    kind,
    vatStatus,
    name,
    account,
    mandates,
    partnerships,
    firstProduct,
    productCount,
    category: new Uint8Array(products + 1),
    publicPrice: new Int32Array(products + 1),
    rates,
  }
}

/** A Partner's discount, and its rate of cashback, on a category. */
export function rateOf(plan: Plan, partner: number, category: number): number {
  return plan.rates[partner * categories.length + category] ?? 0
}

export function plannedCurrency(plan: Plan, organisation: number): 'CHF' | 'EUR' {
  return plan.land[organisation] === switzerland ? 'CHF' : 'EUR'
}

/** WHY: a Partner and its clients share a currency, so that cashback needs no exchange. */
function partnerCurrency(partner: number): string {
  return partner % 4 === 0 ? 'EUR' : 'CHF'
}
