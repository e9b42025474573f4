import { type Sentences } from '../user-error/user-error'

/** Why a request for access is refused. INVARIANT: none of them depends on whether an address is anybody's. */
export const accessRequestReasons = {
  ALREADY_ASKED: {
    en: 'You have asked under this address already, and the request is still open.',
    fr: 'Vous avez déjà fait une demande à cette adresse, et elle est encore ouverte.',
    de: 'Sie haben unter dieser Adresse schon angefragt, und die Anfrage ist noch offen.',
    it: 'Ha già fatto una richiesta a questo indirizzo, ed è ancora aperta.',
  },
  NOT_AN_ADDRESS: {
    en: 'This is not an e-mail address.',
    fr: 'Ceci n’est pas une adresse e-mail.',
    de: 'Das ist keine E-Mail-Adresse.',
    it: 'Questo non è un indirizzo e-mail.',
  },
} as const satisfies Readonly<Record<string, Sentences>>
