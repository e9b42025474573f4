import type { Download } from '../../../src/server/downloads/download'
import { localeOf } from '../../../src/services/mail-templates/locale'
import { printPdf } from '../../../src/services/pdf/print-pdf'
import type { Provider } from '../../invoice/pdf/invoice-document'
import { printLanguages } from '../../invoice/pdf/invoice-words'
import { certificateDocument } from './certificate-document'
import { certificateAnswer, certificateQuestion } from './certificate-question'

/**
 * `/downloads/organisations/17/processing-certificate.pdf?lang=fr`: the certificate of data processing, for whoever may
 * read the Organisation's `processingCertificateUrl`: its owners and administrators.
 * @param provider the processor.
 */
export function processingCertificateDownload(provider: Provider): Download {
  return {
    path: /^\/downloads\/organisations\/(?<organisation>[^/]+)\/processing-certificate\.pdf$/,
    tried: (id) => [
      `/downloads/organisations/${id('Organisation').replace('Organisation:', '')}/processing-certificate.pdf`,
    ],
    async open({ parts, query, read, today: day }) {
      const chosen = query.get('lang')
      const wanted = printLanguages.find((language) => language === chosen)
      if (chosen !== null && wanted === undefined) {
        return { kind: 'refused', code: 'BAD_USER_INPUT', message: '`lang` is `fr` or `en`.' }
      }
      const id = `Organisation:${parts['organisation'] ?? ''}`
      const { viewer, organisation, subProcessors } = certificateAnswer.parse(
        await read(certificateQuestion, { id, day }),
      )
      if (organisation === null) return { kind: 'refused', code: 'NOT_FOUND' }
      if (organisation.processingCertificateUrl === null) return { kind: 'refused', code: 'FORBIDDEN' }
      const language = wanted ?? (localeOf(viewer.user?.locale ?? '') === 'fr' ? 'fr' : 'en')
      const certificate = { organisation, subProcessors: subProcessors.nodes, provider, day }
      const body = await printPdf(certificateDocument(certificate, language))
      if (body === null) return { kind: 'refused', code: 'RATE_LIMITED', retryAfterSeconds: 5 }
      return { kind: 'file', name: `processing-certificate-${day}.pdf`, type: 'application/pdf', body }
    },
  }
}
