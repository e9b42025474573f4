import { In } from 'typeorm'
import { type Transaction } from '../../src/write/transaction'
import { creditFor, type CreditRequest } from '../billing/cashback-rules'
import { amountToRefund } from '../billing/ledger'
import { entriesOf, reverseCashback } from '../cashback-entry/book-cashback'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { payIn } from '../prepaid-account/book-movement'
import { MovementKind } from '../prepaid-account/prepaid-account.entity'
import { refuse } from '../user-error/user-error'
import { CreditNote, InvoiceLine } from './invoice-line.entity'
import { InvoiceStatus } from './invoice.entity'
import { nextNumber } from './issue-invoice'
import { NumberSeries } from './payment.entity'
import { type HeldInvoice, holdInvoice, settleInvoice } from './settle-invoice'

/** All that is left, so much of it excluding VAT, or whole lines by their numbers. */
export type Credited = CreditRequest | { readonly of: 'LINES'; readonly lines: readonly number[] }

interface CreditOrder {
  readonly invoice: number
  readonly of: Credited
  /** As the billed Organisation reads it. */
  readonly reason: string
}

interface IssuedCreditNote {
  readonly key: number
  readonly number: string
  /** VAT included, in minor units. */
  readonly amount: number
}

/**
 * Issues a credit note: gives back to the billed Organisation's prepaid account what it paid beyond what is left,
 * and takes back the cashback of the lines that are given back as a whole. An amount that is no line (a price
 * reduction) leaves cashback alone, until nothing is left of the invoice.
 * @throws Refusal CONFLICT or BAD_USER_INPUT where so much cannot be credited.
 */
export async function creditInvoice(tx: Transaction, order: CreditOrder): Promise<IssuedCreditNote> {
  const held = await holdInvoice(tx, order.invoice)
  const lines = await linesToCredit(tx, order)
  const amount = amountOf(held, order.of.of === 'LINES' ? netOf(lines) : order.of)
  const { number, ...place } = await nextNumber(tx, NumberSeries.CREDIT_NOTE)
  const { currency } = held.invoice
  const inserted = await tx.manager.insert(CreditNote, {
    ...place,
    number,
    invoice: { id: order.invoice },
    issuedOn: tx.today,
    amount,
    currency,
    reason: order.reason,
  })
  const key = Number(inserted.identifiers[0]?.['id'])
  const ids = lines.map(({ id }) => id)
  if (ids.length > 0) await tx.manager.update(InvoiceLine, { id: In(ids) }, { creditNote: { id: key } })
  const refunded = await refund(tx, held, { amount, text: `Credit note ${number}` })
  await tx.audit({
    action: 'credit note issued',
    subject: { type: 'Invoice', key: order.invoice },
    organisation: held.billed,
    detail: { number, amount, currency, refunded, reason: order.reason },
  })
  await recordChange(tx, {
    kind: ChangeKind.CREDIT_NOTE_ISSUED,
    about: { invoice: order.invoice },
    organisation: held.billed,
    mark: number,
  })
  await reverseCreditedLines(tx, order.invoice)
  await settleInvoice(tx, order.invoice)
  return { key, number, amount }
}

/** The lines that the note takes back as a whole. */
async function linesToCredit(tx: Transaction, { invoice, of }: CreditOrder): Promise<readonly InvoiceLine[]> {
  const lines = await tx.manager.find(InvoiceLine, {
    where: { invoice: { id: invoice } },
    relations: { creditNote: true },
    order: { id: 'ASC' },
  })
  const left = lines.filter((line) => line.creditNote === null)
  switch (of.of) {
    case 'REST':
      return left
    case 'NET':
      return []
    case 'LINES': {
      const named = left.filter(({ id }) => of.lines.includes(id))
      if (named.length === 0 || named.length !== of.lines.length)
        throw refuse('BAD_USER_INPUT', 'NOT_ITS_LINES')
      return named
    }
  }
}

function netOf(lines: readonly InvoiceLine[]): CreditRequest {
  return { of: 'NET', net: lines.reduce((total, { net }) => total + net, 0) }
}

function amountOf({ invoice, credited }: HeldInvoice, request: CreditRequest): number {
  if (invoice.status === InvoiceStatus.CANCELLED) throw refuse('CONFLICT', 'NOTHING_TO_CREDIT')
  const { net, gross, vatRate } = invoice
  const credit = creditFor({ net, gross, vatRate, credited }, request)
  if (credit.ok) return credit.amount
  switch (credit.problem) {
    case 'NOTHING_LEFT':
      throw refuse('CONFLICT', 'NOTHING_TO_CREDIT')
    case 'MORE_THAN_IS_LEFT':
      throw refuse('CONFLICT', 'MORE_THAN_IS_LEFT')
    case 'NOT_AN_AMOUNT':
      throw refuse('BAD_USER_INPUT', 'NOT_AN_AMOUNT')
  }
}

/** Gives back what was paid and is no longer owed because of this note. How much. */
async function refund(
  tx: Transaction,
  { facts, billed, invoice }: HeldInvoice,
  note: { readonly amount: number; readonly text: string },
): Promise<number> {
  const after = { ...facts, credited: facts.credited + note.amount }
  const amount = amountToRefund(after) - amountToRefund(facts)
  if (amount > 0) {
    const { currency } = invoice
    await payIn(tx, { organisation: billed, kind: MovementKind.REFUND, amount, currency, text: note.text })
  }
  return amount
}

/**
 * Takes back the cashback on what was given back: of each product all of whose lines were credited, and of
 * everything where nothing is left of the invoice.
 */
async function reverseCreditedLines(tx: Transaction, key: number): Promise<void> {
  const { order, facts } = await holdInvoice(tx, key)
  if (order === null) return
  const lines = await tx.manager.find(InvoiceLine, {
    where: { invoice: { id: key } },
    relations: { product: true, creditNote: true },
  })
  const charged = lines.filter((line) => line.creditNote === null).map(({ product }) => product?.id)
  const gone = facts.credited >= facts.gross
  const entries = await entriesOf(tx, order)
  await reverseCashback(
    tx,
    entries.filter(({ product }) => gone || !charged.includes(product.id)),
  )
}
