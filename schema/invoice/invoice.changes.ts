import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'
import { money, named } from '../change/mail-shapes'

const ASKS = 'number billedName billedOrganisation { name } pdfUrl'

const invoice = z.object({
  number: z.string(),
  // WHY null: the first invoices keep no name of their own.
  billedName: z.string().nullable(),
  billedOrganisation: named,
  pdfUrl: z.string(),
})

/** What every mail about an invoice says, the name as it is printed. */
function saidOf({ number, billedName, billedOrganisation }: z.infer<typeof invoice>) {
  return { number, organisation: billedName ?? billedOrganisation.name }
}

export const invoiceChanges = {
  [ChangeKind.INVOICE_ISSUED]: {
    about: 'invoice',
    toAccounting: true,
    mail: changeMail(
      `${ASKS} dueOn gross { amount currency }`,
      invoice.extend({ dueOn: z.string(), gross: money }),
      (row) => ({
        template: 'invoice-issued',
        data: { ...saidOf(row), gross: row.gross, dueOn: row.dueOn },
        path: row.pdfUrl,
      }),
    ),
  },
  [ChangeKind.INVOICE_PAYMENT]: {
    about: 'invoice',
    mail: changeMail(
      `${ASKS} gross { amount currency } amountDue { amount currency }`,
      invoice.extend({ gross: money, amountDue: money }),
      ({ gross, amountDue: due, ...row }) =>
        due.amount === 0
          ? { template: 'invoice-paid', data: { ...saidOf(row), gross }, path: row.pdfUrl }
          : { template: 'invoice-part-paid', data: { ...saidOf(row), due }, path: row.pdfUrl },
    ),
  },
  // The dunning job writes to people itself, once for each reminder.
  [ChangeKind.INVOICE_OVERDUE]: { about: 'invoice' },
  [ChangeKind.CREDIT_NOTE_ISSUED]: {
    about: 'invoice',
    toAccounting: true,
    mail: changeMail(
      `${ASKS} creditNotes { number reason amount { amount currency } }`,
      invoice.extend({
        creditNotes: z.array(z.object({ number: z.string(), reason: z.string(), amount: money })),
      }),
      ({ creditNotes, ...row }, { mark }) => {
        const note = creditNotes.find((one) => one.number === mark)
        if (note === undefined) return null
        const { amount, reason, number } = note
        return {
          template: 'credit-note-issued',
          data: { ...saidOf(row), note: number, amount, reason },
          path: row.pdfUrl,
        }
      },
    ),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }
