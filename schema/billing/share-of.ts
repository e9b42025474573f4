/**
 * A share of an amount in minor units, by a rate in ten-thousandths, rounded half-up.
 * INVARIANT: exact. An amount that is negative, or that the product would take out of the integers that
 * numbers hold exactly, is refused.
 */
export function shareOf(amount: number, rate: number): number {
  const product = amount * rate + 5_000
  if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(rate) || amount < 0 || rate < 0) {
    throw new RangeError(
      `No share of ${amount} at ${rate} ten-thousandths: both must be whole and not negative.`,
    )
  }
  if (!Number.isSafeInteger(product))
    throw new RangeError(`${amount} is too large to take a share of exactly.`)
  return Math.floor(product / 10_000)
}
