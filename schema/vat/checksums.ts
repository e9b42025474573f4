/** How a country writes its VAT numbers, and whether the check digits of one hold. */
interface Checksum {
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

/** Nine digits: a company. Ten: a person (citizen, foreigner) or another taxable person. */
function bulgaria(number: string): boolean {
  return number.length === 9
    ? bulgarianCompany(number)
    : citizen(number) || foreigner(number) || other(number)
}

function bulgarianCompany(number: string): boolean {
  const first = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  const check = first === 10 ? weighted(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first
  return check % 10 === lastDigit(number)
}

function citizen(number: string): boolean {
  return (weighted(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === lastDigit(number)
}

function foreigner(number: string): boolean {
  return weighted(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === lastDigit(number)
}

function other(number: string): boolean {
  const check = 11 - (weighted(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 10 && check % 11 === lastDigit(number)
}

const oddPlaces = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]

/** Digits at odd places are replaced before adding up; the sum names the letter. */
function cyprus(number: string): boolean {
  const sum = digitsOf(number.slice(0, 8)).reduce(
    (total, digit, index) => total + (index % 2 === 0 ? (oddPlaces[digit] ?? 0) : digit),
    0,
  )
  return !number.startsWith('12') && String.fromCharCode(65 + (sum % 26)) === number[8]
}

/** Eight digits: a company. Nine: a person without a birth number (from 6), or born before 1954. Ten: a person. */
function czechia(number: string): boolean {
  switch (number.length) {
    case 8:
      return czechCompany(number)
    case 9:
      return special(number) || bornBefore1954(number)
    default:
      return person(number)
  }
}

function czechCompany(number: string): boolean {
  const check = (11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return !number.startsWith('9') && (check === 0 ? 1 : check % 10) === lastDigit(number)
}

function special(number: string): boolean {
  const rest = weighted(number.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11
  return number.startsWith('6') && (8 - ((10 - rest) % 11) + 10) % 10 === lastDigit(number)
}

/** WHY no check digit: birth numbers had none until 1954, only a plausible date; women count 50 more months. */
function bornBefore1954(number: string): boolean {
  const month = Number(number.slice(2, 4)) % 50
  const day = Number(number.slice(4, 6))
  return Number(number.slice(0, 2)) < 54 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function person(number: string): boolean {
  return (Number(number.slice(0, 9)) % 11) % 10 === lastDigit(number)
}

const FRENCH_LETTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Two characters of key, then a SIREN, which has a check digit of its own (but in Monaco: it begins with 000). */
function france(number: string): boolean {
  const key = number.slice(0, 2)
  const siren = number.slice(2)
  if (!siren.startsWith('000') && !luhnHolds(siren)) return false
  return /^\d\d$/.test(key) ? Number(`${siren}12`) % 97 === Number(key) : letteredKeyHolds(key, Number(siren))
}

function letteredKeyHolds(key: string, siren: number): boolean {
  const first = FRENCH_LETTERS.indexOf(key.charAt(0))
  const second = FRENCH_LETTERS.indexOf(key.charAt(1))
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (siren + 1 + Math.floor(value / 11)) % 11 === value % 11
}

const IRISH_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV'

/** Seven digits and a letter, then perhaps a second one; old numbers have a letter in the second place. */
function ireland(number: string): boolean {
  const old = /\D/.test(number.charAt(1))
  const digits = old ? `0${number.slice(2, 7)}${number.charAt(0)}` : number.slice(0, 7)
  const second = old ? 0 : Math.max(0, IRISH_LETTERS.indexOf(number.charAt(8) || 'W'))
  return IRISH_LETTERS[(weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23] === number[7]
}

/** A first digit above 3 is a company's; else the number is a person's. */
function latvia(number: string): boolean {
  if (number.charAt(0) > '3') return weighted(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3
  const check = (1 + weighted(number, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11
  return check % 10 === lastDigit(number)
}

/** Nine digits: a company. Twelve: a temporary registration. The digit before the last is 1. */
function lithuania(number: string): boolean {
  const first = sumFrom(number, 0)
  const check = first === 10 ? sumFrom(number, 2) % 10 : first
  return number.at(-2) === '1' && check === lastDigit(number)
}

/** Weights run from 1 to 9 and again, from so many places on. */
function sumFrom(number: string, start: number): number {
  const digits = digitsOf(number.slice(0, -1))
  return digits.reduce((sum, digit, index) => sum + digit * (1 + ((index + start) % 9)), 0) % 11
}

/** Either the old rule of the nine digits, or that of 2020 over the whole number with its letters. */
function netherlands(number: string): boolean {
  const elevens = weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === lastDigit(number.slice(0, 9))
  return elevens || ninetySevens(`NL${number}`)
}

/** Letters count from A = 10; the number they make leaves 1. */
function ninetySevens(number: string): boolean {
  const digits = Array.from(number, (character) => String(parseInt(character, 36))).join('')
  return BigInt(digits) % 97n === 1n
}

const personLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'
const companyLetters = 'JABCDEFGHI'

/** Persons, by a letter at the end; companies, by a letter in front and a digit or letter at the end. */
function spain(number: string): boolean {
  const first = number.charAt(0)
  if (/\d/.test(first)) return personHolds(number.slice(0, 8), number)
  if (/[XYZ]/.test(first)) return personHolds(`${'XYZ'.indexOf(first)}${number.slice(1, 8)}`, number)
  if (/[KLM]/.test(first)) return personHolds(number.slice(1, 8), number)
  return companyHolds(number)
}

function personHolds(digits: string, number: string): boolean {
  return personLetters[Number(digits) % 23] === number[8]
}

/** WHY either is accepted: sources disagree on which kinds of company end in a digit and which in a letter. */
function companyHolds(number: string): boolean {
  const sum = digitsOf(number.slice(1, 8)).reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  const check = (10 - (sum % 10)) % 10
  return number[8] === String(check) || number[8] === companyLetters[check]
}

/** The digits of a number, in order. */
function digitsOf(text: string): readonly number[] {
  return Array.from(text, Number)
}

/** Each digit times its weight, added up; digits beyond the weights do not count. */
function weighted(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0)
}

/** The last digit of a number. */
function lastDigit(text: string): number {
  return Number(text.at(-1))
}

/** Luhn: every second digit from the right is doubled and its digits added; the sum ends in 0. */
function luhnHolds(text: string): boolean {
  const sum = [...digitsOf(text)].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** ISO 7064 Mod 11,10: the whole number leaves 1. */
function mod11And10Holds(text: string): boolean {
  const product = digitsOf(text.slice(0, -1)).reduce((carry, digit) => {
    const sum = (carry + digit) % 10
    return ((sum === 0 ? 10 : sum) * 2) % 11
  }, 10)
  return (product + lastDigit(text)) % 10 === 1
}
