/** The digits of a number, in order. */
export function digitsOf(text: string): readonly number[] {
  return Array.from(text, Number)
}

/** Each digit times its weight, added up; digits beyond the weights do not count. */
export function weighted(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0)
}

/** The last digit of a number. */
export function lastDigit(text: string): number {
  return Number(text.at(-1))
}

/** Luhn: every second digit from the right is doubled and its digits added; the sum ends in 0. */
export function luhnHolds(text: string): boolean {
  const sum = [...digitsOf(text)].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** ISO 7064 Mod 11,10: the whole number leaves 1. */
export function mod11And10Holds(text: string): boolean {
  const product = digitsOf(text.slice(0, -1)).reduce((carry, digit) => {
    const sum = (carry + digit) % 10
    return ((sum === 0 ? 10 : sum) * 2) % 11
  }, 10)
  return (product + lastDigit(text)) % 10 === 1
}
