import { digitsOf } from './digits'

const oddPlaces = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]

/** Digits at odd places are replaced before adding up; the sum names the letter. */
export function cyprus(number: string): boolean {
  const sum = digitsOf(number.slice(0, 8)).reduce(
    (total, digit, index) => total + (index % 2 === 0 ? (oddPlaces[digit] ?? 0) : digit),
    0,
  )
  return !number.startsWith('12') && String.fromCharCode(65 + (sum % 26)) === number[8]
}
