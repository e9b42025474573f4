import type { Transaction } from '../../src/write/transaction'
import type { InvoiceFacts } from '../billing/invoice-status-on'
import { partnersOf } from '../cashback-entry/partners-of'
import { lockAccounts } from '../prepaid-account/lock-accounts'
import { CreditNote } from './credit-note.entity'
import { Invoice } from './invoice.entity'
import { Payment } from './payment.entity'

/** An invoice nobody else changes meanwhile, with what was received and credited. */
export interface HeldInvoice {
  readonly invoice: Invoice
  readonly billed: number
  readonly order: number | null
  readonly facts: InvoiceFacts
  /** The gross amounts of its credit notes. */
  readonly credited: readonly number[]
  /** The day of the last payment. */
  readonly lastPaidOn: string | null
}

/**
 * Holds an invoice and everything that moves with it: its client and who is billed, and the accounts of who pays and who earns on it.
 * INVARIANT: before anything of it is decided. Holding it again costs nothing.
 */
export async function holdInvoice(tx: Transaction, key: number): Promise<HeldInvoice> {
  // They never change.
  const { client, billed, order } = await partiesOf(tx, key)
  await tx.lock('organisations', [client, billed])
  await tx.lock('invoices', [key])
  const partners = order === null ? [] : await partnersOf(tx, order)
  await lockAccounts(tx, [billed, ...partners])
  const invoice = await tx.manager.findOneByOrFail(Invoice, { id: key })
  const payments = await tx.manager.findBy(Payment, { invoice: { id: key } })
  const notes = await tx.manager.findBy(CreditNote, { invoice: { id: key } })
  const credited = notes.map((note) => note.amount)
  const { gross, dueOn } = invoice
  const facts = { gross, dueOn, paid: sum(payments.map(({ amount }) => amount)), credited: sum(credited) }
  const lastPaid = Math.max(...payments.map(({ paidAt }) => paidAt.getTime()))
  const lastPaidOn = payments.length === 0 ? null : tx.dayOf(new Date(lastPaid))
  return { invoice, billed, order, facts, credited, lastPaidOn }
}

async function partiesOf({ manager }: Transaction, key: number) {
  const { client, billedOrganisation, order } = await manager.findOneOrFail(Invoice, {
    where: { id: key },
    relations: { client: true, billedOrganisation: true, order: true },
  })
  return { client: client.id, billed: billedOrganisation.id, order: order?.id ?? null }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
