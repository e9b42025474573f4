import type { BillingDesk, TypedCredit, TypedReceipt } from '../../src/cli/billing-desk'
import type { Transaction } from '../../src/write/transaction'
import { ledgerFaults } from '../billing/ledger-faults'
import { amountText } from '../money/amount-text'
import { minorUnitsOf } from '../money/minor-units-of'
import { Organisation } from '../organisation/organisation.entity'
import { Movement } from '../prepaid-account/movement.entity'
import { PrepaidAccount } from '../prepaid-account/prepaid-account.entity'
import { topUp } from '../prepaid-account/top-up'
import { DateScalar } from '../scalars'
import { refuse } from '../user-error/refuse'
import { sayUserError } from '../user-error/say-user-error'
import { type Credited, creditInvoice } from './credit-invoice'
import { InvoiceLine } from './invoice-line.entity'
import { Invoice } from './invoice.entity'
import type { Incoming } from './receipt-of'
import { ReceiptMethod } from './receipt-method'
import { recordPayment } from './record-payment'

/** What the back office types, understood and done. */
export const billingDesk: BillingDesk = {
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
  sentenceOf: ({ complaints }) => complaints.map((each) => sayUserError(each, 'en').message).join(' '),
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
