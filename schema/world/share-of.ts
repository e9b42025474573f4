/** A share of an amount in minor units, by a rate in ten-thousandths, rounded half-up. */
export function shareOf(amount: number, rate: number): number {
  return Math.floor((amount * rate + 5_000) / 10_000)
}
