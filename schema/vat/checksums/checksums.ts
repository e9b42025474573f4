import { bulgaria } from './bulgaria'
import { cyprus } from './cyprus'
import { czechia } from './czechia'
import { digitsOf, lastDigit, luhnHolds, mod11And10Holds, weighted } from './digits'
import { france } from './france'
import { ireland } from './ireland'
import { latvia } from './latvia'
import { lithuania } from './lithuania'
import { netherlands } from './netherlands'
import { spain } from './spain'

/** How a country writes its VAT numbers, and whether the check digits of one hold. */
export interface Checksum {
  readonly form: RegExp
  readonly holds: (number: string) => boolean
}

const down9To2 = [9, 8, 7, 6, 5, 4, 3, 2]

/** By VAT prefix (Greece is EL); numbers without the prefix. */
export const checksums: ReadonlyMap<string, Checksum> = new Map<string, Checksum>([
  ['AT', { form: /^U\d{8}$/, holds: austria }],
  ['BE', { form: /^[01]\d{9}$/, holds: (n) => 97 - (Number(n.slice(0, 8)) % 97) === Number(n.slice(8)) }],
  ['BG', { form: /^\d{9,10}$/, holds: bulgaria }],
  ['CY', { form: /^\d{8}[A-Z]$/, holds: cyprus }],
  ['CZ', { form: /^\d{8,10}$/, holds: czechia }],
  ['DE', { form: /^[1-9]\d{8}$/, holds: mod11And10Holds }],
  ['DK', { form: /^[1-9]\d{7}$/, holds: (n) => weighted(n, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 }],
  ['EE', { form: /^\d{9}$/, holds: (n) => weighted(n, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 }],
  [
    'EL',
    {
      form: /^\d{9}$/,
      holds: (n) => (weighted(n, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === lastDigit(n),
    },
  ],
  ['ES', { form: /^(\d{8}[A-Z]|[KLMXYZ]\d{7}[A-Z]|[ABCDEFGHJNPQRSUVW]\d{7}[0-9A-J])$/, holds: spain }],
  ['FI', { form: /^\d{8}$/, holds: (n) => weighted(n, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0 }],
  ['FR', { form: /^[0-9A-HJ-NP-Z]{2}\d{9}$/, holds: france }],
  ['HR', { form: /^\d{11}$/, holds: mod11And10Holds }],
  ['HU', { form: /^\d{8}$/, holds: (n) => weighted(n, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0 }],
  ['IE', { form: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/, holds: ireland }],
  ['IT', { form: /^\d{11}$/, holds: italy }],
  ['LT', { form: /^(\d{9}|\d{12})$/, holds: lithuania }],
  ['LU', { form: /^\d{8}$/, holds: (n) => Number(n.slice(0, 6)) % 89 === Number(n.slice(6)) }],
  ['LV', { form: /^\d{11}$/, holds: latvia }],
  ['MT', { form: /^[1-9]\d{7}$/, holds: (n) => weighted(n, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0 }],
  ['NL', { form: /^\d{9}B\d{2}$/, holds: netherlands }],
  ['PL', { form: /^\d{10}$/, holds: (n) => weighted(n, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === lastDigit(n) }],
  [
    'PT',
    { form: /^[1-9]\d{8}$/, holds: (n) => ((11 - (weighted(n, down9To2) % 11)) % 11) % 10 === lastDigit(n) },
  ],
  ['RO', { form: /^[1-9]\d{1,9}$/, holds: romania }],
  ['SE', { form: /^\d{10}(0[1-9]|[1-8]\d|9[0-4])$/, holds: (n) => luhnHolds(n.slice(0, 10)) }],
  ['SI', { form: /^[1-9]\d{7}$/, holds: slovenia }],
  ['SK', { form: /^[1-9]\d[2-4789]\d{7}$/, holds: (n) => Number(n) % 11 === 0 }],
])

function austria(number: string): boolean {
  const sum = digitsOf(number.slice(1, 8)).reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 4)
  return (10 - (sum % 10)) % 10 === lastDigit(number)
}

/** The eighth to tenth digit name the office that gave it out. */
function italy(number: string): boolean {
  const office = Number(number.slice(7, 10))
  const known = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office)
  return known && !number.startsWith('0000000') && luhnHolds(number)
}

function romania(number: string): boolean {
  const padded = number.padStart(10, '0')
  return ((10 * weighted(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2])) % 11) % 10 === lastDigit(number)
}

/** A remainder of 0 is never given out. */
function slovenia(number: string): boolean {
  const check = 11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 11 && check % 10 === lastDigit(number)
}
