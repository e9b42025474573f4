import { type BillingAdmin, type TypedCredit, type TypedReceipt } from '../../src/cli/billing'
import { type Transaction } from '../../src/write/transaction'
import { amountDue, ledgerFaults } from '../billing/ledger'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { amountText, minorUnitsOf } from '../money/money'
import { Organisation } from '../organisation/organisation.entity'
import { payIn } from '../prepaid-account/book-movement'
import { topUp } from '../prepaid-account/move-prepaid'
import { Movement, MovementKind, PrepaidAccount } from '../prepaid-account/prepaid-account.entity'
import { DateScalar } from '../scalars'
import { refuse, userErrorFor } from '../user-error/user-error'
import { type Credited, creditInvoice } from './credit-invoice'
import { InvoiceLine } from './invoice-line.entity'
import { Invoice } from './invoice.entity'
import { Payment, Receipt, ReceiptMethod } from './payment.entity'
import { type HeldInvoice, holdInvoice, isUnpaid, settleInvoice } from './settle-invoice'

/** The commands of the back office, parsed and executed. */
export const billingAdmin: BillingAdmin = {
  recordPayment: async (tx, number, typed) => {
    const { id, currency } = await invoiceCalled(tx, number)
    const { kind, toInvoice, beyond } = await recordPayment(tx, id, incomingOf(tx, typed))
    const { status } = await tx.manager.findOneByOrFail(Invoice, { id })
    const known = kind === 'KNOWN' ? 'This reference was booked before: ' : ''
    const rest = beyond === 0 ? '' : `, ${amountText({ amount: beyond, currency })} beyond what was due`
    return `${known}${amountText({ amount: toInvoice, currency })} for ${number}${rest}. It is ${status} now.`
  },
  topUp: async (tx, name, typed) => {
    const { id } = await organisationCalled(tx, name)
    const incoming = incomingOf(tx, typed)
    const isNew = await topUp(tx, id, incoming)
    const { balance, currency } = await accountOfOrganisation(tx, id)
    const done = isNew ? 'Booked.' : 'This reference was booked before.'
    return `${done} The account holds ${amountText({ amount: balance, currency })}.`
  },
  credit: async (tx, number, typed) => {
    const { id, currency } = await invoiceCalled(tx, number)
    if (typed.reason.trim() === '') throw new Error('Say the reason: it is printed on the credit note.')
    const of = await creditedOf(tx, id, typed)
    const note = await creditInvoice(tx, { invoice: id, of, reason: typed.reason })
    const { status } = await tx.manager.findOneByOrFail(Invoice, { id })
    const amount = amountText({ amount: note.amount, currency })
    return `${note.number} credits ${amount} of ${number}, VAT included. It is ${status} now.`
  },
  ledger: async (tx, name) => {
    const { id } = await organisationCalled(tx, name)
    const account = await accountOfOrganisation(tx, id)
    const movements = await tx.manager.find(Movement, {
      where: { account: { id: account.id } },
      order: { position: 'ASC' },
    })
    return { lines: [...movements.map(lineOf), holding(account)], faults: ledgerFaults(movements) }
  },
  sentenceOf: ({ refusals }) => refusals.map((each) => userErrorFor(each, 'en').message).join(' '),
}

async function invoiceCalled({ manager }: Transaction, number: string): Promise<Invoice> {
  const invoice = await manager.findOneBy(Invoice, { number })
  if (invoice === null) throw new Error(`There is no invoice \`${number}\`.`)
  return invoice
}

async function organisationCalled({ manager }: Transaction, name: string): Promise<Organisation> {
  const id = /^(?:Organisation:)?(\d{1,9})$/.exec(name)?.[1]
  const organisation = id === undefined ? null : await manager.findOneBy(Organisation, { id: Number(id) })
  if (organisation === null)
    throw new Error(`There is no Organisation \`${name}\`: give its id, Organisation:12.`)
  return organisation
}

async function accountOfOrganisation({ manager }: Transaction, id: number): Promise<PrepaidAccount> {
  const account = await manager.findOneBy(PrepaidAccount, { organisation: { id } })
  if (account === null) throw new Error('This Organisation has no prepaid account.')
  return account
}

function amountOf(typed: string): number {
  const amount = minorUnitsOf(typed)
  if (amount === undefined) throw refuse('BAD_USER_INPUT', 'NOT_AN_AMOUNT')
  return amount
}

function incomingOf(tx: Transaction, { amount, method, reference, on }: TypedReceipt): Incoming {
  const name = method.toUpperCase().replaceAll('-', '_')
  const known = Object.entries(ReceiptMethod).find(([each]) => each === name)?.[1]
  if (known === undefined) {
    throw new Error(
      `There is no method \`${method}\`; there are: ${Object.values(ReceiptMethod).join(', ')}.`,
    )
  }
  return {
    amount: amountOf(amount),
    method: known,
    reference,
    receivedAt: on === undefined ? tx.now : startOf(tx, on),
  }
}

function startOf(tx: Transaction, typed: string): Date {
  try {
    return tx.startOf(DateScalar.parseValue(typed))
  } catch {
    throw new Error(`\`${typed}\` is no day; write 2026-11-24.`)
  }
}

async function creditedOf(
  { manager }: Transaction,
  invoice: number,
  { net, lines: places }: TypedCredit,
): Promise<Credited> {
  if (net !== undefined && places !== undefined) throw new Error('Give an amount or lines, not both.')
  if (net !== undefined) return { of: 'NET', net: amountOf(net) }
  if (places === undefined) return { of: 'REST' }
  const lines = await manager.find(InvoiceLine, { where: { invoice: { id: invoice } }, order: { id: 'ASC' } })
  const wanted = places.split(',').map((place) => {
    const line = /^\d+$/.test(place.trim()) ? lines[Number(place) - 1] : undefined
    if (line === undefined) throw new Error(`There is no line \`${place.trim()}\`: it has ${lines.length}.`)
    return line.id
  })
  return { of: 'LINES', lines: [...new Set(wanted)] }
}

function lineOf({ position, bookedAt, kind, amount, balanceAfter, currency, text }: Movement): string {
  const moved = amountText({ amount, currency }).padStart(16)
  const left = amountText({ amount: balanceAfter, currency }).padStart(16)
  return `${String(position).padStart(5)}  ${bookedAt.toISOString()}  ${kind.padEnd(10)}${moved}${left}  ${text}`
}

function holding({ balance, currency }: PrepaidAccount): string {
  return `The account holds ${amountText({ amount: balance, currency })}.`
}

/** How money for an invoice was booked, in minor units. */
interface RecordedPayment {
  readonly kind: 'BOOKED' | 'KNOWN'
  readonly toInvoice: number
  /** Beyond what was due. */
  readonly beyond: number
}

/**
 * Books money that came in from outside for an invoice. A partial payment leaves it open; a surplus goes to the prepaid
 * account of the billed Organisation. Repeating the same report books nothing.
 * @throws Refusal if the report is invalid.
 */
export async function recordPayment(
  tx: Transaction,
  invoice: number,
  incoming: Incoming,
): Promise<RecordedPayment> {
  const held = await holdInvoice(tx, invoice)
  const toInvoice = isUnpaid(held.invoice.status) ? Math.min(incoming.amount, amountDue(held.facts)) : 0
  const known = await receiptOf(tx, incoming, { organisation: held.billed, invoice })
  if (known !== null) return { kind: 'KNOWN', ...sharesOf(known) }
  const beyond = incoming.amount - toInvoice
  const { amount, method, reference, receivedAt } = incoming
  const { currency } = held.invoice
  const payment = toInvoice === 0 ? null : await insertPayment(tx, held, { ...incoming, amount: toInvoice })
  const movement = beyond === 0 ? null : await keepForLater(tx, held, beyond)
  await tx.manager.insert(Receipt, {
    ...{ reference, method, amount, currency, receivedAt },
    organisation: { id: held.billed },
    invoice: { id: invoice },
    payment: payment === null ? null : { id: payment },
    movement: movement === null ? null : { id: movement },
  })
  await tx.audit({
    action: 'payment recorded',
    subject: { type: 'Invoice', key: invoice },
    organisation: held.billed,
    detail: { amount, currency, method, reference, toInvoice, beyond },
  })
  if (payment !== null)
    await recordChange(tx, {
      kind: ChangeKind.INVOICE_PAYMENT,
      about: { invoice },
      organisation: held.billed,
    })
  await settleInvoice(tx, invoice)
  return { kind: 'BOOKED', toInvoice, beyond }
}

async function insertPayment(tx: Transaction, { invoice }: HeldInvoice, incoming: Incoming): Promise<number> {
  const { amount, method, receivedAt } = incoming
  const { identifiers } = await tx.manager.insert(Payment, {
    invoice: { id: invoice.id },
    amount,
    currency: invoice.currency,
    paidAt: receivedAt,
    method,
    movement: null,
  })
  return Number(identifiers[0]?.['id'])
}

function keepForLater(tx: Transaction, { invoice, billed }: HeldInvoice, amount: number) {
  const { currency, number } = invoice
  const text = `Paid beyond invoice ${number}`
  return payIn(tx, { organisation: billed, kind: MovementKind.TOP_UP, amount, currency, text })
}

function sharesOf({ amount, payment }: Receipt) {
  const toInvoice = payment?.amount ?? 0
  return { toInvoice, beyond: amount - toInvoice }
}

/** Money as the back office reports it. */
export interface Incoming {
  /** Minor units. */
  readonly amount: number
  readonly method: ReceiptMethod
  /** Of the bank or the card processor: it distinguishes a repeated report from a second payment. */
  readonly reference: string
  readonly receivedAt: Date
}

/**
 * The earlier booking of a reference; null if it is new.
 * INVARIANT: the caller has locked what the money is for.
 * @throws Refusal if the amount is invalid, or if the reference was used for another amount.
 */
export async function receiptOf(
  tx: Transaction,
  { amount, method, reference, receivedAt }: Incoming,
  purpose: { readonly organisation: number; readonly invoice: number | null },
): Promise<Receipt | null> {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw refuse('BAD_USER_INPUT', 'NOT_AN_AMOUNT')
  if (reference.trim() === '') throw refuse('BAD_USER_INPUT', 'EMPTY', { field: 'reference' })
  if (reference.length > 140)
    throw refuse('BAD_USER_INPUT', 'TOO_LONG', { field: 'reference', facts: { most: 140 } })
  if (receivedAt > tx.now) throw refuse('BAD_USER_INPUT', 'NOT_RECEIVED_YET', { field: 'receivedAt' })
  const known = await tx.manager.findOne(Receipt, {
    where: { reference },
    relations: { organisation: true, invoice: true, payment: true },
  })
  if (known === null) return null
  const same =
    known.amount === amount &&
    known.method === method &&
    known.organisation.id === purpose.organisation &&
    (known.invoice?.id ?? null) === purpose.invoice
  if (!same) throw refuse('CONFLICT', 'REFERENCE_OF_OTHER_MONEY', { field: 'reference' })
  return known
}
