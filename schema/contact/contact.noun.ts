import { noun } from '../noun'
import { type Sentences } from '../user-error/user-error'
import { Contact } from './contact.entity'

/** Why a name, an address or a number is not taken. */
const contactReasons = {
  NOT_ONE_LINE: {
    en: 'This must be a single line without control characters.',
    fr: 'Ceci doit tenir sur une ligne, sans caractères de contrôle.',
    de: 'Das muss eine einzige Zeile ohne Steuerzeichen sein.',
    it: 'Deve essere una sola riga senza caratteri di controllo.',
  },
  UNSEEN_CHARACTERS: {
    en: 'This has characters that nobody sees, or that stand on nothing.',
    fr: 'Ceci contient des caractères que personne ne voit, ou qui ne portent sur rien.',
    de: 'Das enthält Zeichen, die niemand sieht oder die auf nichts stehen.',
    it: 'Contiene caratteri che nessuno vede o che non poggiano su nulla.',
  },
  NO_LETTER: {
    en: 'This must have at least one letter or digit.',
    fr: 'Ceci doit contenir au moins une lettre ou un chiffre.',
    de: 'Das muss mindestens einen Buchstaben oder eine Ziffer haben.',
    it: 'Deve contenere almeno una lettera o una cifra.',
  },
  NOT_AN_EMAIL: {
    en: 'This is not an e-mail address.',
    fr: 'Ceci n’est pas une adresse e-mail.',
    de: 'Das ist keine E-Mail-Adresse.',
    it: 'Questo non è un indirizzo e-mail.',
  },
  NOT_A_PHONE_NUMBER: {
    en: 'This is not a telephone number: digits, spaces and + ( ) / . - only.',
    fr: 'Ceci n’est pas un numéro de téléphone : chiffres, espaces et + ( ) / . - seulement.',
    de: 'Das ist keine Telefonnummer: nur Ziffern, Leerzeichen und + ( ) / . -.',
    it: 'Questo non è un numero di telefono: solo cifre, spazi e + ( ) / . -.',
  },
  NO_SUCH_COUNTRY: {
    en: 'There is no country with this code. Use the two letters of ISO 3166, such as CH or FR.',
    fr: 'Aucun pays n’a ce code. Utilisez les deux lettres de la norme ISO 3166, par exemple CH ou FR.',
    de: 'Kein Land hat diesen Code. Verwenden Sie die zwei Buchstaben nach ISO 3166, etwa CH oder FR.',
    it: 'Nessun Paese ha questo codice. Usi le due lettere della norma ISO 3166, per esempio CH o FR.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const contact = noun({
  name: 'contact',
  entities: [Contact],
  reasons: contactReasons,
})
