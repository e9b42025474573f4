import { noun } from '../noun'
import { type Sentences } from '../user-error/user-error'
import { processingCertificateDownload } from './certificate/processing-certificate-download'
import { personalDataDownload } from './personal-data-download'
import { PersonalDataResolver } from './personal-data.resolver'

/** Why an account is not erased. */
const personalDataReasons = {
  SOLE_OWNER: {
    en: 'You are the only owner of {organisation}. Name another owner, or have the Organisation closed, and try again.',
    fr: 'Vous êtes l’unique propriétaire de {organisation}. Nommez-en un autre, ou faites clôturer l’organisation, puis réessayez.',
    de: 'Sie sind die einzige Eigentümerin oder der einzige Eigentümer von {organisation}. Benennen Sie eine weitere Person oder lassen Sie die Organisation schliessen, und versuchen Sie es dann erneut.',
    it: 'Lei è l’unico proprietario di {organisation}. Ne nomini un altro, oppure faccia chiudere l’organizzazione, e riprovi.',
  },
  NOT_BY_TOKEN: {
    en: 'A program cannot do this. Sign in yourself.',
    fr: 'Un programme ne peut pas faire cela. Connectez-vous vous-même.',
    de: 'Ein Programm kann das nicht. Melden Sie sich selbst an.',
    it: 'Un programma non può farlo. Acceda di persona.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const personalData = noun({
  name: 'personal-data',
  resolvers: [PersonalDataResolver],
  downloads: (provider) => [processingCertificateDownload(provider), personalDataDownload],
  reasons: personalDataReasons,
  provenElsewhere: {
    eraseMe: 'concerns the caller alone; test/personal-data proves it',
    chooseCookies: 'concerns the caller alone; test/personal-data proves it',
  },
})
