import { In, LessThanOrEqual } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { discounted } from '../billing/discounted'
import { type FrozenLine, freezeLine, type PartnerDiscounts } from '../billing/freeze-line'
import type { Terms } from '../billing/order-terms'
import { publicPriceOn } from '../billing/public-price-on'
import { Organisation } from '../organisation/organisation.entity'
import { PartnerRate } from '../partner/partner-rate.entity'
import { Price } from '../price/price.entity'
import type { ProductCategory } from '../product/product-category'

/** What is to be priced: under whose terms, and which Partner earns if the client pays. */
export interface Bargain {
  readonly terms: Terms
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

export interface Priced {
  /** That of who pays. */
  readonly currency: string
  /** In the order asked for; undefined where the category is not sold today in this currency. */
  readonly lines: readonly (PricedLine | undefined)[]
}

/** Prices lines by the price list of today, in the currency of who pays, at the rates of the Partner concerned. */
export async function priceLines({ manager, today }: Transaction, bargain: Bargain): Promise<Priced> {
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

/** What the programme gives a Partner on a category: off the price, and back on it. */
function conditionsOf(partner: number | undefined, rate: PartnerRate | undefined): Conditions {
  if (partner === undefined || rate === undefined) return { paying: undefined, earning: undefined }
  return {
    paying: { partner, discounts: [rate.discountRate] },
    earning: { partner, discounts: [rate.cashbackRate] },
  }
}

function priced(
  terms: Terms,
  line: { readonly publicYear: number; readonly years: number; readonly conditions: Conditions },
): PricedLine {
  const { publicYear, years, conditions } = line
  const publicPrice = publicYear * years
  const frozen = freezeLine(terms, { publicPrice, payer: conditions.paying, earner: conditions.earning })
  const resellerYear =
    terms.price === 'RESELLER' ? discounted(publicYear, conditions.paying?.discounts ?? []).price : null
  return { ...frozen, years, publicYear, resellerYear }
}
