import { parse } from 'graphql'
import { z } from 'zod'
import type { Question } from '../../../src/server/downloads/download'
import { VatStatus } from '../../organisation/vat-status'
import { InvoiceStatus } from '../invoice-status'

/** All that an invoice says on paper, read at once. */
export const invoiceQuestion: Question = {
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

/** What the question is answered with: what may not be seen is null. */
export const invoiceAnswer = z.object({
  viewer: z.object({ user: z.object({ locale: text }).nullable() }),
  invoice: invoice.nullable(),
})

export type PrintedInvoice = z.infer<typeof invoice>
export type PrintedMoney = z.infer<typeof money>
export type PrintedAddress = z.infer<typeof address>
