import { lastDigit, weighted } from './digits'

/** A first digit above 3 is a company's; else the number is a person's. */
export function latvia(number: string): boolean {
  if (number.charAt(0) > '3') return weighted(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3
  const check = (1 + weighted(number, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11
  return check % 10 === lastDigit(number)
}
