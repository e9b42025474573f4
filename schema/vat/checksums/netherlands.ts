import { lastDigit, weighted } from './digits'

/** Either the old rule of the nine digits, or that of 2020 over the whole number with its letters. */
export function netherlands(number: string): boolean {
  const elevens = weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === lastDigit(number.slice(0, 9))
  return elevens || ninetySevens(`NL${number}`)
}

/** Letters count from A = 10; the number they make leaves 1. */
function ninetySevens(number: string): boolean {
  const digits = Array.from(number, (character) => String(parseInt(character, 36))).join('')
  return BigInt(digits) % 97n === 1n
}
