import { type ProductCategory } from '../product/product-status'
import { cashbackOf, shareOf } from './cashback-rules'
import { type OrderTerms } from './order-terms'

/** A price after discounts, and the one rate that stands for them all. */
interface Discounted {
  readonly rate: number
  readonly price: number
}

/**
 * A price less one or several discounts, which multiply: 347.20 × 0.80 × 0.75 = 208.32.
 * WHY one rate: a line keeps one, and whoever reads the line must come to the same price. The discounts are
 * multiplied first - exactly for any two of whole percents - and the price is rounded once.
 */
export function discounted(price: number, discounts: readonly number[]): Discounted {
  const rate = combinedRate(discounts)
  return { rate, price: shareOf(price, whole - rate) }
}

const whole = 10_000

function combinedRate(discounts: readonly number[]): number {
  const scale = BigInt(whole)
  let numerator = 1n
  let denominator = 1n
  for (const discount of discounts) {
    if (!Number.isInteger(discount) || discount < 0 || discount > whole) {
      throw new RangeError(
        `A discount of ${discount} ten-thousandths is none: it lies between 0 and ${whole}.`,
      )
    }
    numerator *= scale - BigInt(discount)
    denominator *= scale
  }
  return whole - Number((numerator * scale * 2n + denominator) / (denominator * 2n))
}

/** A Partner's discounts on the public price of a line, in ten-thousandths; they multiply. */
export interface PartnerDiscounts {
  readonly partner: number
  readonly discounts: readonly number[]
}

/** The facts of one line at the moment it is ordered. */
interface LineFacts {
  readonly publicPrice: number
  /** Of the Partner that pays; undefined where its programme has none, or the client pays. */
  readonly payer: PartnerDiscounts | undefined
  /** Of the Partner that earns cashback if the client pays (`cashbackPartner`). */
  readonly earner: PartnerDiscounts | undefined
}

/** The frozen values of an order line. */
export interface FrozenLine {
  readonly publicPrice: number
  readonly discountRate: number
  readonly price: number
  readonly cashbackRate: number
  readonly cashbackPartner: number | null
}

/**
 * Freezes price, discount and cashback of a line under the terms of its order.
 * INVARIANT: a line carries a reseller's discount or cashback, never both.
 */
export function freezeLine(terms: OrderTerms, { publicPrice, payer, earner }: LineFacts): FrozenLine {
  switch (terms.price) {
    case 'PUBLIC':
      return { publicPrice, discountRate: 0, price: publicPrice, ...earned(publicPrice, earner) }
    case 'RESELLER': {
      if (payer !== undefined && payer.partner !== terms.payer) {
        throw new Error('These are the discounts of another Partner than the one that pays.')
      }
      const { rate, price } = discounted(publicPrice, payer?.discounts ?? [])
      return { publicPrice, discountRate: rate, price, ...nothing }
    }
  }
}

const nothing = { cashbackRate: 0, cashbackPartner: null }

function earned(publicPrice: number, earner: PartnerDiscounts | undefined) {
  if (earner === undefined) return nothing
  const cashbackRate = discounted(publicPrice, earner.discounts).rate
  // WHY: a share of zero is no cashback, and names no Partner.
  if (cashbackOf({ publicPrice, cashbackRate }) === 0) return nothing
  return { cashbackRate, cashbackPartner: earner.partner }
}

/** From one day to another, both included; open where the last day is not known. */
export interface Validity {
  readonly validFrom: string
  readonly validTo: string | null
}

/** The row in force on a day. Where two overlap, the one that began last: a newer list replaces an older. */
export function inForceOn<Row extends Validity>(rows: readonly Row[], day: string): Row | undefined {
  const holding = rows.filter((row) => row.validFrom <= day && (row.validTo === null || day <= row.validTo))
  return holding.reduce<Row | undefined>(
    (latest, row) => (latest === undefined || row.validFrom > latest.validFrom ? row : latest),
    undefined,
  )
}

/** A row of the price list: the public price of one year, excluding VAT. */
interface ListedPrice extends Validity {
  readonly category: `${ProductCategory}`
  readonly currency: string
  readonly amount: number
}

/** The public price of one year of a category on a day, in a currency; undefined if it is not sold. */
export function publicPriceOn(
  list: readonly ListedPrice[],
  what: { readonly category: `${ProductCategory}`; readonly currency: string },
  day: string,
): number | undefined {
  const rows = list.filter((row) => row.category === what.category && row.currency === what.currency)
  return inForceOn(rows, day)?.amount
}

/** The amount of an invoice line, excluding VAT: its units less the discount, rounded once. */
export function lineNet(line: {
  readonly quantity: number
  readonly unitPrice: number
  readonly discountRate: number
}): number {
  return shareOf(line.quantity * line.unitPrice, 10_000 - line.discountRate)
}

/** The sums of the lines of one VAT rate. */
interface VatShare {
  readonly vatRate: number
  readonly net: number
  readonly vat: number
}

/** The sums of an invoice. INVARIANT: gross = net + vat, and both are the sums of the shares. */
interface InvoiceTotals {
  readonly net: number
  readonly vat: number
  readonly gross: number
  /** By rate, the highest first. */
  readonly shares: readonly VatShare[]
}

/** Adds up an invoice. VAT is rounded once for each rate, on the sum of its lines, never line by line. */
export function invoiceTotals(
  lines: readonly { readonly net: number; readonly vatRate: number }[],
): InvoiceTotals {
  const rates = [...new Set(lines.map((line) => line.vatRate))].sort((a, b) => b - a)
  const shares = rates.map((vatRate): VatShare => {
    const net = sum(lines.filter((line) => line.vatRate === vatRate).map((line) => line.net))
    return { vatRate, net, vat: shareOf(net, vatRate) }
  })
  const net = sum(shares.map((share) => share.net))
  const vat = sum(shares.map((share) => share.vat))
  return { net, vat, gross: net + vat, shares }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
