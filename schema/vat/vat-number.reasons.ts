import { type Locale } from '../../src/platform/mail/language'
import { type Sentences } from '../user-error/user-error'
import { type VatNumberProblem } from './check-vat-number'

type ProblemSentences = { readonly [problem in VatNumberProblem]: string }

/** What is wrong with a VAT number, for whoever typed it. */
export function vatNumberSentence(problem: VatNumberProblem, locale: Locale): string {
  return sentences[locale][problem]
}

const sentences: { readonly [locale in Locale]: ProblemSentences } = {
  en: {
    EMPTY: 'Enter the VAT number, with the letters of its country in front.',
    SWISS_NUMBER: 'This is a Swiss number (CHE). Only VAT numbers of EU countries apply here.',
    BRITISH_NUMBER: 'This is a number of the United Kingdom. Only VAT numbers of EU countries apply here.',
    NOT_FOR_PRIVATE_PERSONS: 'A VAT number is for companies and associations, not for private persons.',
    DOES_NOT_APPLY: 'An EU VAT number does not apply to an organisation outside the European Union.',
    GREECE_IS_EL: 'Greek VAT numbers begin with EL, not GR.',
    PREFIX_MISSING: 'Begin with the letters of the country, such as FR, DE or IT.',
    OTHER_COUNTRY: 'This VAT number is of another country than the organisation.',
    WRONG_FORM: 'VAT numbers of this country have another form: check the digits and letters.',
    WRONG_CHECK_DIGIT: 'The check digits of this VAT number do not fit: look for a mistyped digit.',
  },
  fr: {
    EMPTY: 'Saisissez le numéro de TVA, précédé des lettres de son pays.',
    SWISS_NUMBER: 'C’est un numéro suisse (CHE). Seuls les numéros de TVA de l’UE s’appliquent ici.',
    BRITISH_NUMBER: 'C’est un numéro du Royaume-Uni. Seuls les numéros de TVA de l’UE s’appliquent ici.',
    NOT_FOR_PRIVATE_PERSONS:
      'Un numéro de TVA concerne les entreprises et associations, pas les particuliers.',
    DOES_NOT_APPLY:
      'Un numéro de TVA de l’UE ne s’applique pas à une organisation hors de l’Union européenne.',
    GREECE_IS_EL: 'Les numéros de TVA grecs commencent par EL, non par GR.',
    PREFIX_MISSING: 'Commencez par les lettres du pays, par exemple FR, DE ou IT.',
    OTHER_COUNTRY: 'Ce numéro de TVA est d’un autre pays que l’organisation.',
    WRONG_FORM: 'Les numéros de TVA de ce pays ont une autre forme : vérifiez chiffres et lettres.',
    WRONG_CHECK_DIGIT: 'La clé de contrôle de ce numéro de TVA est fausse : cherchez un chiffre mal saisi.',
  },
  de: {
    EMPTY: 'Geben Sie die USt-IdNr. an, mit den Buchstaben des Landes davor.',
    SWISS_NUMBER: 'Das ist eine Schweizer Nummer (CHE). Hier gelten nur USt-IdNrn. von EU-Ländern.',
    BRITISH_NUMBER: 'Das ist eine britische Nummer. Hier gelten nur USt-IdNrn. von EU-Ländern.',
    NOT_FOR_PRIVATE_PERSONS: 'Eine USt-IdNr. haben Firmen und Vereine, nicht Privatpersonen.',
    DOES_NOT_APPLY: 'Eine EU-USt-IdNr. gilt nicht für eine Organisation ausserhalb der Europäischen Union.',
    GREECE_IS_EL: 'Griechische USt-IdNrn. beginnen mit EL, nicht mit GR.',
    PREFIX_MISSING: 'Beginnen Sie mit den Buchstaben des Landes, zum Beispiel FR, DE oder IT.',
    OTHER_COUNTRY: 'Diese USt-IdNr. gehört zu einem anderen Land als die Organisation.',
    WRONG_FORM: 'USt-IdNrn. dieses Landes sehen anders aus: Prüfen Sie Ziffern und Buchstaben.',
    WRONG_CHECK_DIGIT: 'Die Prüfziffer dieser USt-IdNr. stimmt nicht: Suchen Sie einen Tippfehler.',
  },
  it: {
    EMPTY: 'Inserisca il numero IVA, preceduto dalle lettere del Paese.',
    SWISS_NUMBER: 'È un numero svizzero (CHE). Qui valgono solo i numeri IVA dei Paesi UE.',
    BRITISH_NUMBER: 'È un numero del Regno Unito. Qui valgono solo i numeri IVA dei Paesi UE.',
    NOT_FOR_PRIVATE_PERSONS: 'Il numero IVA riguarda imprese e associazioni, non i privati.',
    DOES_NOT_APPLY: 'Un numero IVA UE non si applica a un’organizzazione fuori dall’Unione europea.',
    GREECE_IS_EL: 'I numeri IVA greci iniziano con EL, non con GR.',
    PREFIX_MISSING: 'Inizi con le lettere del Paese, per esempio FR, DE o IT.',
    OTHER_COUNTRY: 'Questo numero IVA è di un Paese diverso da quello dell’organizzazione.',
    WRONG_FORM: 'I numeri IVA di questo Paese hanno un’altra forma: verifichi cifre e lettere.',
    WRONG_CHECK_DIGIT: 'La cifra di controllo di questo numero IVA non torna: cerchi un errore di battitura.',
  },
}

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
