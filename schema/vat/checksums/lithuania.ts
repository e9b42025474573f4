import { digitsOf, lastDigit } from './digits'

/** Nine digits: a company. Twelve: a temporary registration. The digit before the last is 1. */
export function lithuania(number: string): boolean {
  const first = sumFrom(number, 0)
  const check = first === 10 ? sumFrom(number, 2) % 10 : first
  return number.at(-2) === '1' && check === lastDigit(number)
}

/** Weights run from 1 to 9 and again, from so many places on. */
function sumFrom(number: string, start: number): number {
  const digits = digitsOf(number.slice(0, -1))
  return digits.reduce((sum, digit, index) => sum + digit * (1 + ((index + start) % 9)), 0) % 11
}
