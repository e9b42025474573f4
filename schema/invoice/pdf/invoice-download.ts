import { parse } from 'graphql'
import { z } from 'zod'
import { type Download, type DownloadQuery } from '../../../src/http/download'
import { type PrintedDocument, printPdf } from '../../../src/platform/pdf/print-pdf'
import { VatStatus } from '../../organisation/vat-check.entity'
import { digestOf, printLanguageOf } from '../freeze-invoice'
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
      printLanguages.map(
        (lang) => `/downloads/invoices/${id('Invoice').replace('Invoice:', '')}.pdf?lang=${lang}`,
      ),
    async open({ parts, query, read }) {
      const chosen = query.get('lang')
      const wanted = printLanguages.find((language) => language === chosen)
      if (chosen !== null && wanted === undefined) {
        return { kind: 'refused', code: 'BAD_USER_INPUT', message: '`lang` is `en`, `fr`, `de` or `it`.' }
      }
      const answer = await read(invoiceQuestion, { id: `Invoice:${parts['invoice'] ?? ''}` })
      const { viewer, invoice } = invoiceAnswer.parse(answer)
      if (invoice === null) return { kind: 'refused', code: 'NOT_FOUND' }
      if (invoice.pdfUrl === null) return { kind: 'refused', code: 'FORBIDDEN' }
      const language = wanted ?? printLanguageOf(viewer.user?.locale ?? '')
      const body = await printPdf(
        frozenIn(invoice, wanted) ?? invoiceDocument(asNow(invoice), provider, language),
      )
      if (body === null) return { kind: 'refused', code: 'RATE_LIMITED', retryAfterSeconds: 5 }
      return { kind: 'file', name: `${invoice.number ?? 'invoice'}.pdf`, type: 'application/pdf', body }
    },
  }
}

/**
 * The document that was frozen when the invoice was issued: in the language asked for, else in that of those billed.
 * @throws if it is not what was frozen.
 */
function frozenIn(
  { papers }: AnsweredInvoice,
  wanted: PrintLanguage | undefined,
): PrintedDocument | undefined {
  const paper = papers?.find(({ language, isDefault }) =>
    wanted === undefined ? isDefault === true : language === wanted,
  )
  if (paper?.document === null || paper === undefined) return undefined
  if (digestOf(paper.document) !== paper.digest) throw new Error('An issued invoice is not what it was.')
  // What was frozen is a document of ours, and its digest proves that it still is; JSON keeps the day as a text.
  const document = JSON.parse(paper.document) as PrintedDocument
  return { ...document, dated: new Date(document.dated) }
}

/**
 * An invoice of before papers were kept, until the job `papers` has frozen it: made out to the billed Organisation as it is,
 * where nothing else was kept.
 */
function asNow(invoice: AnsweredInvoice): PrintedInvoice {
  const { billedName, billedOrganisation: billed } = invoice
  if (billedName !== null) return invoice
  const chosen = billed?.billingAddresses?.find((one) => one.isDefault === true)
  return {
    ...invoice,
    billedName: billed?.legalName ?? null,
    billedRecipient: chosen?.recipient ?? null,
    billedAddress: chosen?.address ?? billed?.postalAddress ?? null,
    billedVatNumber: billed?.vatStatus === VatStatus.VALID ? billed.vatNumber : null,
  }
}

/** Everything on a printed invoice, read by one query. */
const invoiceQuestion: DownloadQuery = {
  document: parse(`
    query InvoiceOnPaper($id: ID!) {
      viewer { user { locale } }
      invoice(id: $id) {
        pdfUrl number issuedOn dueOn clientName billedName billedRecipient billedVatNumber
        papers { language isDefault document digest }
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
      }
    }`),
}

const text = z.string().nullable()
const money = z.object({ amount: z.string(), currency: z.string() }).nullable()
const address = z.object({ street: text, postalCode: text, city: text, country: text }).nullable()

/** What is printed on an invoice. */
const printedShape = {
  number: text,
  issuedOn: text,
  dueOn: text,
  clientName: text,
  billedName: text,
  billedRecipient: text,
  billedVatNumber: text,
  billedAddress: address,
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
}

const invoice = z.object({
  ...printedShape,
  pdfUrl: text,
  papers: z
    .array(z.object({ language: text, isDefault: z.boolean().nullable(), document: text, digest: text }))
    .nullable(),
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
})

/** The answer of the query: what the reader may not see is null. */
const invoiceAnswer = z.object({
  viewer: z.object({ user: z.object({ locale: text }).nullable() }),
  invoice: invoice.nullable(),
})

type AnsweredInvoice = z.infer<typeof invoice>
export type PrintedInvoice = z.infer<z.ZodObject<typeof printedShape>>
export type PrintedMoney = z.infer<typeof money>
export type PrintedAddress = z.infer<typeof address>
