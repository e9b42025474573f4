import { parse } from 'graphql'
import { z } from 'zod'
import { type Download, type DownloadQuery } from '../../../src/http/download'
import { localeOf } from '../../../src/platform/mail/language'
import { printPdf } from '../../../src/platform/pdf/print-pdf'
import { VatStatus } from '../../organisation/vat-check.entity'
import { InvoiceStatus } from '../invoice.entity'
import { invoiceDocument, type InvoiceIssuer } from './invoice-document'
import { type PrintLanguage, printLanguages } from './invoice-words'

/**
 * `/downloads/invoices/17.pdf?lang=fr`: an invoice on paper, for whoever may read its `pdfUrl`. An invoice that may not
 * be known, one that does not exist and what is no number are answered alike.
 * @param provider who issues the invoices.
 */
export function invoiceDownload(provider: InvoiceIssuer): Download {
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

/** Everything on a printed invoice, read by one query. */
const invoiceQuestion: DownloadQuery = {
  document: parse(`
    query InvoiceOnPaper($id: ID!) {
      viewer { user { locale } }
      invoice(id: $id) {
        pdfUrl number status issuedOn dueOn paidOn clientName billedName billedVatNumber
        billedAddress { street postalCode city country }
        billedOrganisation {
          legalName vatNumber vatStatus
          postalAddress { street postalCode city country }
          billingAddresses { recipient isDefault address { street postalCode city country } }
        }
        lines { description quantity unitPrice { amount currency } discountRate net { amount currency } }
        net { amount currency }
        vatRate vatMention
        vat { amount currency }
        gross { amount currency }
        creditNotes { number issuedOn reason amount { amount currency } }
      }
    }`),
}

const text = z.string().nullable()
const money = z.object({ amount: z.string(), currency: z.string() }).nullable()
const address = z.object({ street: text, postalCode: text, city: text, country: text }).nullable()

const invoice = z.object({
  pdfUrl: text,
  number: text,
  status: z.enum(InvoiceStatus).nullable(),
  issuedOn: text,
  dueOn: text,
  paidOn: text,
  clientName: text,
  billedName: text,
  billedVatNumber: text,
  billedAddress: address,
  billedOrganisation: z
    .object({
      legalName: text,
      vatNumber: text,
      vatStatus: z.enum(VatStatus).nullable(),
      postalAddress: address,
      billingAddresses: z
        .array(z.object({ recipient: text, isDefault: z.boolean().nullable(), address }))
        .nullable(),
    })
    .nullable(),
  lines: z
    .array(
      z.object({
        description: text,
        quantity: z.number().nullable(),
        unitPrice: money,
        discountRate: text,
        net: money,
      }),
    )
    .nullable(),
  net: money,
  vatRate: text,
  vatMention: text,
  vat: money,
  gross: money,
  creditNotes: z.array(z.object({ number: text, issuedOn: text, reason: text, amount: money })).nullable(),
})

/** The answer of the query: what the reader may not see is null. */
const invoiceAnswer = z.object({
  viewer: z.object({ user: z.object({ locale: text }).nullable() }),
  invoice: invoice.nullable(),
})

export type PrintedInvoice = z.infer<typeof invoice>
export type PrintedMoney = z.infer<typeof money>
export type PrintedAddress = z.infer<typeof address>
