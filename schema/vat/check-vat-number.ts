import type { OrganisationKind } from '../organisation/organisation-kind'
import { checksums } from './checksums/checksums'
import { euPrefix } from './eu-prefix'

/** A VAT number that can be one: normalised, of its country, with check digits that hold. */
export interface VatNumber {
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

export type CheckedVatNumber =
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
