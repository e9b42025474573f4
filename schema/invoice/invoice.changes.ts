import { z } from 'zod'
import { type ChangeDeclaration, changeMail } from '../change/change-declaration'
import { ChangeKind } from '../change/change-kind'
import { money } from '../change/mail-shapes'

const invoice = z.object({ number: z.string(), billedName: z.string(), pdfUrl: z.string() })

export const invoiceChanges = {
  [ChangeKind.INVOICE_ISSUED]: {
    about: 'invoice',
    toAccounting: true,
    mail: changeMail(
      'number billedName pdfUrl dueOn gross { amount currency }',
      invoice.extend({ dueOn: z.string(), gross: money }),
      ({ number, billedName: organisation, pdfUrl: path, dueOn, gross }) => ({
        template: 'invoice-issued',
        data: { number, organisation, gross, dueOn },
        path,
      }),
    ),
  },
  [ChangeKind.INVOICE_PAYMENT]: {
    about: 'invoice',
    mail: changeMail(
      'number billedName pdfUrl gross { amount currency } amountDue { amount currency }',
      invoice.extend({ gross: money, amountDue: money }),
      ({ number, billedName: organisation, pdfUrl: path, gross, amountDue: due }) =>
        due.amount === 0
          ? { template: 'invoice-paid', data: { number, organisation, gross }, path }
          : { template: 'invoice-part-paid', data: { number, organisation, due }, path },
    ),
  },
  // The dunning job writes to people itself, once for each reminder.
  [ChangeKind.INVOICE_OVERDUE]: { about: 'invoice' },
  [ChangeKind.CREDIT_NOTE_ISSUED]: {
    about: 'invoice',
    toAccounting: true,
    mail: changeMail(
      'number billedName pdfUrl creditNotes { number reason amount { amount currency } }',
      invoice.extend({
        creditNotes: z.array(z.object({ number: z.string(), reason: z.string(), amount: money })),
      }),
      ({ number, billedName: organisation, pdfUrl: path, creditNotes }, { mark }) => {
        const note = creditNotes.find((one) => one.number === mark)
        if (note === undefined) return null
        const { amount, reason } = note
        return {
          template: 'credit-note-issued',
          data: { number, organisation, note: note.number, amount, reason },
          path,
        }
      },
    ),
  },
} as const satisfies { readonly [kind in ChangeKind]?: ChangeDeclaration }
