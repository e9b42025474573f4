import { parse } from 'graphql'
import { z } from 'zod'
import { type Download, type DownloadQuery } from '../../../src/http/download'
import { localeOf } from '../../../src/platform/mail/language'
import { printPdf } from '../../../src/platform/pdf/print-pdf'
import { type InvoiceIssuer } from '../../invoice/pdf/invoice-document'
import { certificateDocument, certificateLanguages } from './certificate-document'

/**
 * `/downloads/organisations/17/processing-certificate.pdf?lang=fr`: the certificate of data processing, for whoever may
 * read the Organisation's `processingCertificateUrl`: its owners and administrators.
 * @param provider the processor.
 */
export function processingCertificateDownload(provider: InvoiceIssuer): Download {
  return {
    path: /^\/downloads\/organisations\/(?<organisation>[^/]+)\/processing-certificate\.pdf$/,
    tried: (id) => [
      `/downloads/organisations/${id('Organisation').replace('Organisation:', '')}/processing-certificate.pdf`,
    ],
    async open({ parts, query, read, today: day }) {
      const chosen = query.get('lang')
      const wanted = certificateLanguages.find((language) => language === chosen)
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

/** All that the certificate says, read at once. */
const certificateQuestion: DownloadQuery = {
  document: parse(`
    query Certificate($id: ID!, $day: Date!) {
      viewer { user { locale } }
      organisation(id: $id) {
        id processingCertificateUrl legalName
        postalAddress { street postalCode city country }
      }
      subProcessors(
        first: 100
        filter: { validFrom: { lte: $day }, or: [{ validTo: { isNull: true } }, { validTo: { gte: $day } }] }
        orderBy: [{ field: NAME, direction: ASC }]
      ) { nodes { name purpose data country validFrom } }
    }`),
}

const text = z.string().nullable()

const organisation = z.object({
  id: z.string(),
  processingCertificateUrl: text,
  legalName: text,
  postalAddress: z.object({ street: text, postalCode: text, city: text, country: text }).nullable(),
})

const subProcessor = z.object({ name: text, purpose: text, data: text, country: text, validFrom: text })

const certificateAnswer = z.object({
  viewer: z.object({ user: z.object({ locale: text }).nullable() }),
  organisation: organisation.nullable(),
  subProcessors: z.object({ nodes: z.array(subProcessor) }),
})

export type CertifiedOrganisation = z.infer<typeof organisation>
export type ListedProcessor = z.infer<typeof subProcessor>
