import { invoiceChanges } from './invoice.changes'
import { HOUR, noun } from '../noun'
import { type MutationExample } from '../noun-proofs'
import { type Sentences } from '../user-error/user-error'
import { InvoicePapers1764000000204 } from './1764000000204-invoice-papers'
import { dunInvoices } from './dun-invoices'
import { freezeOldInvoices } from './freeze-invoice'
import { CreditNote, InvoiceLine } from './invoice-line.entity'
import { InvoicePaper } from './invoice-paper.entity'
import { Invoice } from './invoice.entity'
import { invoiceMails } from './invoice.mails'
import { InvoiceResolver } from './invoice.resolver'
import { NumberSeriesRow, Payment, Receipt } from './payment.entity'
import { invoiceDownload } from './pdf/invoice-download'

/** With what the contract tests try the mutations of invoices. */
const invoiceExamples: Readonly<Record<string, MutationExample>> = {
  payInvoice: {
    target: 'Invoice',
    field: 'invoiceId',
    needs: [{ action: 'pay' }],
    concerns: 'billed_organisation_id',
    minimal: ({ id }) => ({ invoiceId: `Invoice:${id}` }),
    other: (input) => ({ ...input, invoiceId: 'Invoice:999999' }),
  },
}

/** Why an invoice is not paid or not credited. */
const invoiceReasons = {
  ALREADY_PAID: {
    en: 'This invoice is paid already.',
    fr: 'Cette facture est déjà payée.',
    de: 'Diese Rechnung ist bereits bezahlt.',
    it: 'Questa fattura è già pagata.',
  },
  NOTHING_OWED: {
    en: 'This invoice was cancelled or given back; nothing is owed.',
    fr: 'Cette facture a été annulée ou remboursée ; rien n’est dû.',
    de: 'Diese Rechnung wurde storniert oder erstattet; es ist nichts geschuldet.',
    it: 'Questa fattura è stata annullata o rimborsata; nulla è dovuto.',
  },
  NOTHING_TO_CREDIT: {
    en: 'Nothing of this invoice is left to be credited.',
    fr: 'Il ne reste rien à créditer sur cette facture.',
    de: 'Von dieser Rechnung ist nichts mehr gutzuschreiben.',
    it: 'Di questa fattura non resta nulla da accreditare.',
  },
  MORE_THAN_IS_LEFT: {
    en: 'Less than this is left to be credited.',
    fr: 'Il reste moins que cela à créditer.',
    de: 'So viel ist nicht mehr gutzuschreiben.',
    it: 'Da accreditare resta meno di questo.',
  },
  NOT_ITS_LINES: {
    en: 'Name lines of this invoice that were not credited before.',
    fr: 'Indiquez des lignes de cette facture qui n’ont pas encore été créditées.',
    de: 'Nennen Sie Zeilen dieser Rechnung, die noch nicht gutgeschrieben sind.',
    it: 'Indichi righe di questa fattura che non sono ancora state accreditate.',
  },
  NOT_RECEIVED_YET: {
    en: 'Money cannot have come in later than now.',
    fr: 'De l’argent ne peut pas être arrivé dans le futur.',
    de: 'Geld kann nicht in der Zukunft eingegangen sein.',
    it: 'Il denaro non può essere arrivato nel futuro.',
  },
  REFERENCE_OF_OTHER_MONEY: {
    en: 'This reference was booked for another amount, method or purpose.',
    fr: 'Cette référence a été comptabilisée pour un autre montant, moyen ou objet.',
    de: 'Diese Referenz wurde für einen anderen Betrag, Weg oder Zweck gebucht.',
    it: 'Questo riferimento è stato registrato per un altro importo, mezzo o scopo.',
  },
} as const satisfies Readonly<Record<string, Sentences>>

export const invoice = noun({
  name: 'invoice',
  entities: [Invoice, InvoiceLine, InvoicePaper, CreditNote, NumberSeriesRow, Payment, Receipt],
  resolvers: [InvoiceResolver],
  migrations: [InvoicePapers1764000000204],
  changes: invoiceChanges,
  jobs: ({ dependencies }) => [
    {
      name: 'dunning',
      every: HOUR,
      means:
        'Marks unpaid invoices as overdue and reminds whom they bill, on the first, tenth and twentieth day.',
      run: (now) => dunInvoices(dependencies, now),
    },
    {
      name: 'papers',
      every: HOUR,
      means: 'Freezes what is printed on invoices that were issued before that was kept.',
      run: (now) => freezeOldInvoices(dependencies, now),
    },
  ],
  downloads: (provider) => [invoiceDownload(provider)],
  reasons: invoiceReasons,
  mails: invoiceMails,
  examples: invoiceExamples,
  storedTexts: {
    'invoices.billed_recipient': "Kept: somebody else's record",
    'invoice_papers.document': "Kept: somebody else's record",
    'invoice_papers.language': 'No person in it',
    'invoice_papers.digest': 'No person in it',
  },
  leastRows: [
    [
      'invoice_papers',
      { id: 1, invoice_id: 1, language: 'en', is_default: 1, document: '{}', digest: 'a'.repeat(64) },
    ],
  ],
  violations: [
    {
      rule: 'one paper of an invoice in each language',
      constraint: 'invoice_papers_once',
      statement: `INSERT INTO invoice_papers (invoice_id, language, is_default, document, digest) VALUES (1, 'en', 0, '{}', 'b')`,
    },
  ],
})
