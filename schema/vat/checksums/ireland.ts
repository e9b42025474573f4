import { weighted } from './digits'

const IRISH_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV'

/** Seven digits and a letter, then perhaps a second one; old numbers have a letter in the second place. */
export function ireland(number: string): boolean {
  const old = /\D/.test(number.charAt(1))
  const digits = old ? `0${number.slice(2, 7)}${number.charAt(0)}` : number.slice(0, 7)
  const second = old ? 0 : Math.max(0, IRISH_LETTERS.indexOf(number.charAt(8) || 'W'))
  return IRISH_LETTERS[(weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23] === number[7]
}
