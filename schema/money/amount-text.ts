/** An amount for a sentence in any language: `CHF 1234.05`. */
export function amountText({
  amount,
  currency,
}: {
  readonly amount: number
  readonly currency: string
}): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${currency} ${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
