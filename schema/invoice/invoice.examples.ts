import { type MutationExample } from '../noun-proofs'

/** With what the contract tests try the mutations of invoices. */
export const invoiceExamples: Readonly<Record<string, MutationExample>> = {
  payInvoice: {
    target: 'Invoice',
    field: 'invoiceId',
    needs: [{ action: 'pay' }],
    concerns: 'billed_organisation_id',
    minimal: ({ id }) => ({ invoiceId: `Invoice:${id}` }),
    other: (input) => ({ ...input, invoiceId: 'Invoice:999999' }),
  },
}
