import { noun } from '../noun'
import { processingCertificateDownload } from './certificate/processing-certificate-download'
import { personalDataDownload } from './personal-data-download'
import { personalDataReasons } from './personal-data.reasons'
import { PersonalDataResolver } from './personal-data.resolver'

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
