import { type OrganisationKind } from '../organisation/organisation.entity'
import { checksums } from './checksums'

/** A VAT number that can be one: normalised, of its country, with check digits that hold. */
interface VatNumber {
  readonly prefix: string
  /** Without the prefix. */
  readonly number: string
  /** As it is stored and printed. */
  readonly text: string
}

/** Why a text is no VAT number for an Organisation. `vatNumberSentence` says it in words. */
export type VatNumberProblem =
  | 'EMPTY'
  | 'SWISS_NUMBER'
  | 'BRITISH_NUMBER'
  | 'NOT_FOR_PRIVATE_PERSONS'
  | 'DOES_NOT_APPLY'
  | 'GREECE_IS_EL'
  | 'PREFIX_MISSING'
  | 'OTHER_COUNTRY'
  | 'WRONG_FORM'
  | 'WRONG_CHECK_DIGIT'

type CheckedVatNumber =
  | { readonly ok: true; readonly vatNumber: VatNumber }
  | { readonly ok: false; readonly problem: VatNumberProblem }

/** For whom the number is given. */
export interface VatSubject {
  readonly kind: `${OrganisationKind}`
  readonly country: string
}

/** Checks what an Organisation gives as its VAT number, all that can be checked without asking the register. */
export function checkVatNumber(given: string, subject: VatSubject): CheckedVatNumber {
  const text = normaliseVatNumber(given)
  const problem = problemOf(text, subject)
  if (problem !== undefined) return { ok: false, problem }
  const prefix = text.slice(0, 2)
  const number = numberOf(text)
  return { ok: true, vatNumber: { prefix, number, text: prefix + number } }
}

/** Capitals, without the spaces, dots and hyphens of any alphabet that people write in between. */
export function normaliseVatNumber(given: string): string {
  return given
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\p{Dash_Punctuation}\u00ad\u200b-\u200d\u2060\u2212\ufeff]/gu, '')
    .normalize('NFKC')
}

function problemOf(text: string, { kind, country }: VatSubject): VatNumberProblem | undefined {
  if (text === '') return 'EMPTY'
  if (/^CHE?\d/.test(text)) return 'SWISS_NUMBER'
  // Northern Ireland's XI counts for goods only, and nothing here is goods.
  if (/^(GB|XI)/.test(text)) return 'BRITISH_NUMBER'
  const expected = euPrefix(country)
  if (expected === undefined) return 'DOES_NOT_APPLY'
  if (kind === 'PRIVATE') return 'NOT_FOR_PRIVATE_PERSONS'
  if (text.startsWith('GR')) return 'GREECE_IS_EL'
  const prefix = text.slice(0, 2)
  if (prefix !== expected) return checksums.has(prefix) ? 'OTHER_COUNTRY' : 'PREFIX_MISSING'
  const checksum = checksums.get(prefix)
  const number = numberOf(text)
  if (checksum?.form.test(number) !== true) return 'WRONG_FORM'
  // WHY: a number of nothing but zeros satisfies many rules and was never given out.
  return checksum.holds(number) && /[1-9]/.test(number) ? undefined : 'WRONG_CHECK_DIGIT'
}

/** Belgian numbers of nine digits are the old way to write those of ten. */
function numberOf(text: string): string {
  const number = text.slice(2)
  return /^BE\d{9}$/.test(text) ? `0${number}` : number
}

/** The countries of the European Union, each with the prefix of its VAT numbers: its own code, but in Greece. */
const prefixes: ReadonlyMap<string, string> = new Map(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'
    .split(' ')
    .map((country) => [country, country === 'GR' ? 'EL' : country]),
)

/**
 * Countries that belong to the VAT territory of another: their companies bear its numbers and are charged its rates.
 * [Directive 2006/112/EC, article 7: Monaco is France. Swiss VAT act, article 3: Liechtenstein is Switzerland.]
 * WHY not Åland, the Canary Islands or the French overseas departments: article 6 leaves them outside the territory.
 */
const territories: ReadonlyMap<string, string> = new Map([
  ['LI', 'CH'],
  ['MC', 'FR'],
])

/** The country whose VAT counts in this one. */
export function vatCountry(country: string): string {
  return territories.get(country) ?? country
}

/** The VAT prefix of a country; undefined outside the European Union's VAT territory. */
export function euPrefix(country: string): string | undefined {
  return prefixes.get(vatCountry(country))
}
