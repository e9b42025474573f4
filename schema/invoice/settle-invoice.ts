import { Not } from 'typeorm'
import { type Operation } from '../../src/write/operation'
import { type Refusal } from '../../src/write/refusal'
import { type Transaction } from '../../src/write/transaction'
import { amountDue, type InvoiceFacts, invoiceStatusOn } from '../billing/ledger'
import { creditCashback, partnersOf } from '../cashback-entry/book-cashback'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { amountText } from '../money/money'
import { Order, OrderStatus } from '../order/order.entity'
import { completeOrder } from '../order/record-order'
import { accountOf, bookMovement, lockAccounts } from '../prepaid-account/book-movement'
import { MovementKind } from '../prepaid-account/prepaid-account.entity'
import { refuse } from '../user-error/user-error'
import { CreditNote } from './invoice-line.entity'
import { Invoice, InvoiceStatus } from './invoice.entity'
import { type PayInvoiceInput } from './invoice.resolver'
import { Payment } from './payment.entity'

/**
 * The billed Organisation pays the whole amount due of an invoice from its prepaid account.
 * WHY an answer may show the balance: whoever may pay from the account may see it.
 */
export const payInvoice: Operation<PayInvoiceInput> = {
  name: 'payInvoice',
  by: 'signed in',
  run: async (tx, { invoiceId }) => {
    const key = await tx.target('Invoice', invoiceId, 'invoiceId')
    await tx.authorise('pay', 'Invoice', key)
    const payment = await tryPrepaidPayment(tx, key)
    if (payment.kind !== 'PAID') throw unpaid(payment)
    return { invoice: { type: 'Invoice', key } }
  },
}

function unpaid(payment: Exclude<PrepaidPayment, { readonly kind: 'PAID' }>): Refusal {
  switch (payment.kind) {
    case 'NOT_PAYABLE': {
      const { status } = payment
      const nothing = status === InvoiceStatus.CANCELLED || status === InvoiceStatus.REFUNDED
      return refuse('CONFLICT', nothing ? 'NOTHING_OWED' : 'ALREADY_PAID', { field: 'invoiceId' })
    }
    case 'INSUFFICIENT': {
      const { currency } = payment
      const balance = amountText({ amount: payment.balance, currency })
      const amount = amountText({ amount: payment.due, currency })
      return refuse('CONFLICT', 'INSUFFICIENT_BALANCE', { facts: { balance, amount } })
    }
    case 'OTHER_CURRENCY':
      return refuse('CONFLICT', 'OTHER_CURRENCY', { facts: { currency: payment.currency } })
  }
}

/**
 * Brings an invoice up to date after money came in or was credited. When it becomes paid, its order is completed and
 * the cashback of its lines is credited; when all of it was credited before, the order is cancelled.
 * INVARIANT: an invoice becomes paid once, so that both happen once.
 */
export async function settleInvoice(tx: Transaction, key: number): Promise<void> {
  const { invoice, order, facts, lastPaidOn } = await holdInvoice(tx, key)
  if (isFinal(invoice.status)) return
  const status = InvoiceStatus[invoiceStatusOn(facts, tx.today)]
  const becomesPaid = isUnpaid(invoice.status) && isPaid(status)
  const paidOn = becomesPaid ? (lastPaidOn ?? tx.today) : invoice.paidOn
  await tx.manager.update(Invoice, key, { status, paidOn })
  if (order === null) return
  if (isFinal(status)) await withdrawOrder(tx, order)
  if (!becomesPaid) return
  await completeOrder(tx, order)
  await creditCashback(tx, order)
}

function isPaid(status: InvoiceStatus): boolean {
  return status === InvoiceStatus.PAID || status === InvoiceStatus.PARTIALLY_REFUNDED
}

function isFinal(status: InvoiceStatus): boolean {
  return status === InvoiceStatus.CANCELLED || status === InvoiceStatus.REFUNDED
}

/** INVARIANT: what was delivered and paid stays completed, though the money went back. */
async function withdrawOrder({ manager }: Transaction, order: number): Promise<void> {
  await manager.update(
    Order,
    { id: order, status: Not(OrderStatus.COMPLETED) },
    { status: OrderStatus.CANCELLED },
  )
}

/** A locked invoice, with the amounts received and credited. */
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
 * Locks an invoice and everything that changes with it: its client, the billed Organisation, and the accounts of who pays and earns.
 * INVARIANT: call it before any decision on the invoice. Locking it again costs nothing.
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

type PrepaidPayment =
  | { readonly kind: 'PAID' }
  | { readonly kind: 'NOT_PAYABLE'; readonly status: InvoiceStatus }
  | {
      readonly kind: 'INSUFFICIENT'
      readonly balance: number
      readonly due: number
      readonly currency: string
    }
  | { readonly kind: 'OTHER_CURRENCY'; readonly currency: string }

/**
 * Pays what is due of an invoice from the prepaid account of the Organisation it bills: all of it, or nothing.
 * INVARIANT: the invoice is locked, so that it is never paid twice.
 */
async function tryPrepaidPayment(tx: Transaction, key: number): Promise<PrepaidPayment> {
  const { invoice, billed, facts } = await holdInvoice(tx, key)
  const due = amountDue(facts)
  const { status, number, currency } = invoice
  if (!isUnpaid(status) || due === 0) return { kind: 'NOT_PAYABLE', status }
  const account = await accountOf(tx, billed)
  if (account.currency !== currency) return { kind: 'OTHER_CURRENCY', currency: account.currency }
  const { balance } = account
  if (balance < due) return { kind: 'INSUFFICIENT', balance, due, currency }
  const movement = await bookMovement(tx, {
    organisation: billed,
    kind: MovementKind.PAYMENT,
    amount: -due,
    currency,
    text: `Invoice ${number}`,
  })
  await tx.manager.insert(Payment, {
    invoice: { id: key },
    amount: due,
    currency,
    paidAt: tx.now,
    method: 'PREPAID_ACCOUNT',
    movement: { id: movement },
  })
  await tx.audit({
    action: 'invoice paid',
    subject: { type: 'Invoice', key },
    organisation: billed,
    detail: { amount: due, currency, method: 'PREPAID_ACCOUNT' },
  })
  await recordChange(tx, { kind: ChangeKind.INVOICE_PAYMENT, about: { invoice: key }, organisation: billed })
  await settleInvoice(tx, key)
  return { kind: 'PAID' }
}

/**
 * Pays an invoice from the prepaid account of the Organisation it bills, if the balance is enough. Returns whether
 * it was; if not, nothing has changed.
 */
export async function payFromPrepaid(tx: Transaction, invoice: number): Promise<boolean> {
  const { kind } = await tryPrepaidPayment(tx, invoice)
  return kind === 'PAID'
}

/** Whether something is still to be paid. */
export function isUnpaid(status: InvoiceStatus): boolean {
  return status === InvoiceStatus.OPEN || status === InvoiceStatus.OVERDUE
}
