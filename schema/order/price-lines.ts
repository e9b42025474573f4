import { In, LessThanOrEqual } from 'typeorm'
import { type Transaction } from '../../src/write/transaction'
import { type EarningMandate } from '../billing/cashback-rules'
import { type PayingMandate, type OrderTerms } from '../billing/order-terms'
import {
  discounted,
  freezeLine,
  type FrozenLine,
  type PartnerDiscounts,
  publicPriceOn,
} from '../billing/pricing'
import { Organisation } from '../organisation/organisation.entity'
import { PartnerRate } from '../partner/partner.entity'
import { PartnershipStatus } from '../partnership/partnership-terms'
import { Partnership, PartnershipGrant } from '../partnership/partnership.entity'
import { Price } from '../price/price.entity'
import { type ProductCategory } from '../product/product-status'
import { refuse } from '../user-error/user-error'
import { OrderKind } from './order.entity'

/** What is to be priced: under whose terms, and which Partner earns if the client pays. */
interface Bargain {
  readonly terms: OrderTerms
  readonly earner: number | undefined
  readonly lines: readonly { readonly category: ProductCategory; readonly years: number }[]
}

/** A line with everything that is frozen of it, and what one year costs. */
export interface PricedLine extends FrozenLine {
  readonly years: number
  /** Of one year, before discount. */
  readonly publicYear: number
  /** Of one year to the Partner that pays; null where the client pays. */
  readonly resellerYear: number | null
}

interface Priced {
  /** That of who pays. */
  readonly currency: string
  /** In the order asked for; undefined where the category is not sold today in this currency. */
  readonly lines: readonly (PricedLine | undefined)[]
}

/** Prices lines by the price list of today, in the currency of who pays, at the rates of the Partner concerned. */
export async function priceLines(
  { manager, today }: Pick<Transaction, 'manager' | 'today'>,
  bargain: Bargain,
): Promise<Priced> {
  const { terms, earner, lines } = bargain
  const { currency } = await manager.findOneByOrFail(Organisation, { id: terms.payer })
  const category = In([...new Set(lines.map((line) => line.category))])
  const list = await manager.findBy(Price, { category, currency, validFrom: LessThanOrEqual(today) })
  const partner = terms.price === 'RESELLER' ? terms.payer : earner
  const rates =
    partner === undefined ? [] : await manager.findBy(PartnerRate, { partner: { id: partner }, category })
  return {
    currency,
    lines: lines.map(({ category, years }) => {
      const publicYear = publicPriceOn(list, { category, currency }, today)
      if (publicYear === undefined) return undefined
      const rate = rates.find((each) => each.category === category)
      return priced(terms, { publicYear, years, conditions: conditionsOf(partner, rate) })
    }),
  }
}

interface Conditions {
  readonly paying: PartnerDiscounts | undefined
  readonly earning: PartnerDiscounts | undefined
}

/** A Partner's conditions for a category: the discount and the cashback. */
function conditionsOf(partner: number | undefined, rate: PartnerRate | undefined): Conditions {
  if (partner === undefined || rate === undefined) return { paying: undefined, earning: undefined }
  return {
    paying: { partner, discounts: [rate.discountRate] },
    earning: { partner, discounts: [rate.cashbackRate] },
  }
}

function priced(
  terms: OrderTerms,
  line: { readonly publicYear: number; readonly years: number; readonly conditions: Conditions },
): PricedLine {
  const { publicYear, years, conditions } = line
  const publicPrice = publicYear * years
  const frozen = freezeLine(terms, { publicPrice, payer: conditions.paying, earner: conditions.earning })
  const resellerYear =
    terms.price === 'RESELLER' ? discounted(publicYear, conditions.paying?.discounts ?? []).price : null
  return { ...frozen, years, publicYear, resellerYear }
}

/** What a line of an order buys: a service, for how many years, anew or once more. */
interface DescribedLine {
  readonly kind: OrderKind
  readonly name: string
  readonly years: number
}

/** `Renewal: Online shop, 2 years`: how orders and invoices keep it, in English whoever reads it. */
export function lineDescription({ kind, name, years }: DescribedLine): string {
  const what = kind === OrderKind.RENEWAL ? `${RENEWAL}${name}` : name
  return `${what}, ${years} ${years === 1 ? 'year' : 'years'}`
}

/** What a kept description says, to say it in another language; null where it is in other words. */
export function describedLine(description: string): DescribedLine | null {
  const [, what, years] = /^(.+), ([0-9]+) years?$/s.exec(description) ?? []
  if (what === undefined || years === undefined) return null
  const renewal = what.startsWith(RENEWAL)
  return {
    kind: renewal ? OrderKind.RENEWAL : OrderKind.PURCHASE,
    name: renewal ? what.slice(RENEWAL.length) : what,
    years: Number(years),
  }
}

const RENEWAL = 'Renewal: '

/** A mandate of a client, as ordering looks at it: who may order, who pays, who earns. */
export type MandateInForce = PayingMandate & EarningMandate

/**
 * The active mandates of a client, with their grants on the product at hand; a product that does not exist yet was
 * granted to nobody.
 * INVARIANT: the caller has locked the client's Organisation, so that the mandates stay as they were read.
 */
export async function mandatesInForce(
  { manager }: Pick<Transaction, 'manager'>,
  client: number,
  product: number | null,
): Promise<readonly MandateInForce[]> {
  const active = await manager.find(Partnership, {
    where: { client: { id: client }, status: PartnershipStatus.ACTIVE },
    relations: { partner: true },
    order: { id: 'ASC' },
  })
  const grants =
    product === null || active.length === 0
      ? []
      : await manager.find(PartnershipGrant, {
          where: active.map(({ id }) => ({ partnership: { id }, product: { id: product } })),
          relations: { partnership: true },
        })
  return active.map(({ id, partner, partnerAccess, paymentMode, status }) => ({
    client,
    partner: partner.id,
    status,
    partnerAccess,
    paymentMode,
    grants: grants
      .filter((grant) => grant.partnership.id === id)
      .map((grant) => ({ id: grant.id, product: product ?? 0 })),
  }))
}

const MOST_YEARS = 10

/** The number of years of an order line. @throws Refusal for none and for too many. */
export function yearsOf(given: number, field: string): number {
  if (given >= 1 && given <= MOST_YEARS) return given
  throw refuse('BAD_USER_INPUT', 'YEARS_OUT_OF_RANGE', { field, facts: { most: MOST_YEARS } })
}
