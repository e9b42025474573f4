import type { Sentences } from '../user-error/sentences'
import type { VatNumberProblem } from './check-vat-number'
import { vatNumberSentence } from './vat-number-sentence'

/** Why a VAT number is not taken, one reason for each problem of `checkVatNumber`. */
export const vatNumberReasons = {
  VAT_NUMBER_EMPTY: inEveryLanguage('EMPTY'),
  VAT_NUMBER_SWISS_NUMBER: inEveryLanguage('SWISS_NUMBER'),
  VAT_NUMBER_BRITISH_NUMBER: inEveryLanguage('BRITISH_NUMBER'),
  VAT_NUMBER_NOT_FOR_PRIVATE_PERSONS: inEveryLanguage('NOT_FOR_PRIVATE_PERSONS'),
  VAT_NUMBER_DOES_NOT_APPLY: inEveryLanguage('DOES_NOT_APPLY'),
  VAT_NUMBER_GREECE_IS_EL: inEveryLanguage('GREECE_IS_EL'),
  VAT_NUMBER_PREFIX_MISSING: inEveryLanguage('PREFIX_MISSING'),
  VAT_NUMBER_OTHER_COUNTRY: inEveryLanguage('OTHER_COUNTRY'),
  VAT_NUMBER_WRONG_FORM: inEveryLanguage('WRONG_FORM'),
  VAT_NUMBER_WRONG_CHECK_DIGIT: inEveryLanguage('WRONG_CHECK_DIGIT'),
} as const satisfies { readonly [problem in `VAT_NUMBER_${VatNumberProblem}`]: Sentences }

function inEveryLanguage(problem: VatNumberProblem): Sentences {
  return {
    en: vatNumberSentence(problem, 'en'),
    fr: vatNumberSentence(problem, 'fr'),
    de: vatNumberSentence(problem, 'de'),
    it: vatNumberSentence(problem, 'it'),
  }
}
