import { HOUR, noun } from '../noun'
import { dunInvoices } from './dun-invoices'
import { CreditNote, InvoiceLine } from './invoice-line.entity'
import { Invoice } from './invoice.entity'
import { invoiceExamples } from './invoice.examples'
import { invoiceReasons } from './invoice.reasons'
import { InvoiceResolver } from './invoice.resolver'
import { NumberSeriesRow, Payment, Receipt } from './payment.entity'
import { invoiceDownload } from './pdf/invoice-download'
import { invoiceMails } from './invoice.mails'

export const invoice = noun({
  name: 'invoice',
  entities: [Invoice, InvoiceLine, CreditNote, NumberSeriesRow, Payment, Receipt],
  resolvers: [InvoiceResolver],
  jobs: ({ dependencies }) => [
    {
      name: 'dunning',
      every: HOUR,
      means:
        'Marks unpaid invoices as overdue and reminds whom they bill, on the first, tenth and twentieth day.',
      run: (now) => dunInvoices(dependencies, now),
    },
  ],
  downloads: (provider) => [invoiceDownload(provider)],
  reasons: invoiceReasons,
  mails: invoiceMails,
  examples: invoiceExamples,
})
