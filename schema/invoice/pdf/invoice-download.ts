import type { Download } from '../../../src/server/downloads/download'
import { localeOf } from '../../../src/services/mail-templates/locale'
import { printPdf } from '../../../src/services/pdf/print-pdf'
import { invoiceDocument, type Provider } from './invoice-document'
import { printLanguages, type PrintLanguage } from './invoice-words'
import { invoiceAnswer, invoiceQuestion } from './printed-invoice'

/**
 * `/downloads/invoices/17.pdf?lang=fr`: an invoice on paper, for whoever may read its `pdfUrl`. An invoice that may not
 * be known, one that does not exist and what is no number are answered alike.
 * @param provider who issues the invoices.
 */
export function invoiceDownload(provider: Provider): Download {
  return {
    path: /^\/downloads\/invoices\/(?<invoice>[^/]+)\.pdf$/,
    tried: (id) =>
      ['en', 'fr'].map(
        (lang) => `/downloads/invoices/${id('Invoice').replace('Invoice:', '')}.pdf?lang=${lang}`,
      ),
    async open({ parts, query, read }) {
      const chosen = query.get('lang')
      const wanted = printLanguages.find((language) => language === chosen)
      if (chosen !== null && wanted === undefined) {
        return { kind: 'refused', code: 'BAD_USER_INPUT', message: '`lang` is `fr` or `en`.' }
      }
      const answer = await read(invoiceQuestion, { id: `Invoice:${parts['invoice'] ?? ''}` })
      const { viewer, invoice } = invoiceAnswer.parse(answer)
      if (invoice === null) return { kind: 'refused', code: 'NOT_FOUND' }
      if (invoice.pdfUrl === null) return { kind: 'refused', code: 'FORBIDDEN' }
      const language = wanted ?? languageOf(viewer.user?.locale ?? '')
      const body = await printPdf(invoiceDocument(invoice, provider, language))
      if (body === null) return { kind: 'refused', code: 'RATE_LIMITED', retryAfterSeconds: 5 }
      return { kind: 'file', name: `${invoice.number ?? 'invoice'}.pdf`, type: 'application/pdf', body }
    },
  }
}

function languageOf(locale: string): PrintLanguage {
  return localeOf(locale) === 'fr' ? 'fr' : 'en'
}
