import { shareOf } from './share-of'

/** A price after discounts, and the one rate that stands for them all. */
export interface Discounted {
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
