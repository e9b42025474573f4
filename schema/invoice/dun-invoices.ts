import { In, LessThanOrEqual, MoreThan } from 'typeorm'
import { type JobReport } from '../../src/platform/jobs/job'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { systemTransaction } from '../../src/write/outside'
import { type Transaction } from '../../src/write/transaction'
import { amountDue } from '../billing/ledger'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { Organisation } from '../organisation/organisation.entity'
import { daysAfter } from '../product/product-days'
import { Invoice, InvoiceStatus } from './invoice.entity'
import { peopleToBill } from './issue-invoice'
import { holdInvoice, isUnpaid } from './settle-invoice'

/** How many days after the due date each reminder is sent. */
const REMINDERS = [1, 10, 20]
const BATCH = 50
const UNPAID = [InvoiceStatus.OPEN, InvoiceStatus.OVERDUE]

/**
 * Turns invoices that are past their due date into overdue ones, and reminds only the billed Organisations.
 * INVARIANT: each reminder is counted in the transaction that writes its mails, on a locked row, so that two
 * gateways at once send it once. A late reminder replaces the earlier ones.
 */
export async function dunInvoices(dependencies: TransactionDependencies, now: Date): Promise<JobReport> {
  const counts = { overdue: 0, reminders: 0, mails: 0 }
  // WHY the last first: an invoice that is twenty days late gets the third reminder only.
  for (const reminder of [3, 2, 1]) {
    for (let after = 0; ;) {
      const batch = await systemTransaction(dependencies, now, (tx) => unremindedBy(tx, reminder, after))
      for (const key of batch) {
        const done = await systemTransaction(dependencies, now, (tx) => remind(tx, key, reminder))
        counts.overdue += done.overdue
        counts.reminders += done.reminders
        counts.mails += done.mails
      }
      if (batch.length < BATCH) break
      after = batch.at(-1) ?? after
    }
  }
  return counts
}

/** The unpaid invoices whose `reminder` is due and was not sent. */
async function unremindedBy(tx: Transaction, reminder: number, after: number): Promise<readonly number[]> {
  const rows = await tx.manager.find(Invoice, {
    select: { id: true },
    where: {
      status: In(UNPAID),
      reminders: In(Array.from({ length: reminder }, (_none, sent) => sent)),
      dueOn: LessThanOrEqual(daysAfter(tx.today, -(REMINDERS[reminder - 1] ?? 0))),
      id: MoreThan(after),
    },
    order: { id: 'ASC' },
    take: BATCH,
  })
  return rows.map(({ id }) => id)
}

async function remind(tx: Transaction, key: number, reminder: number) {
  const { invoice, billed, facts } = await holdInvoice(tx, key)
  const { status, reminders, currency, number, dueOn } = invoice
  if (!isUnpaid(status) || reminders >= reminder) return { overdue: 0, reminders: 0, mails: 0 }
  await tx.manager.update(Invoice, key, { status: InvoiceStatus.OVERDUE, reminders: reminder })
  await tx.audit({
    action: 'invoice overdue',
    subject: { type: 'Invoice', key },
    organisation: billed,
    detail: { reminder },
  })
  if (status === InvoiceStatus.OPEN)
    await recordChange(tx, {
      kind: ChangeKind.INVOICE_OVERDUE,
      about: { invoice: key },
      organisation: billed,
    })
  const { organisation, people } = await addressees(tx, billed)
  const due = { amount: amountDue(facts), currency }
  const link = tx.link(`/downloads/invoices/${key}.pdf`)
  for (const { name: person, email: to, locale } of people) {
    const data = { person, organisation, number, due, dueOn, link }
    await tx.mail({ to, template: 'dunning', locale, data })
  }
  return { overdue: status === InvoiceStatus.OPEN ? 1 : 0, reminders: 1, mails: people.length }
}

async function addressees(tx: Transaction, billed: number) {
  const { name } = await tx.manager.findOneByOrFail(Organisation, { id: billed })
  return { organisation: name, people: await peopleToBill(tx, billed) }
}
