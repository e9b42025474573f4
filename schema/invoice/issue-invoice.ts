import { type Transaction } from '../../src/write/transaction'
import { invoiceTotals, lineNet } from '../billing/pricing'
import { ChangeKind } from '../change/change-kind'
import { recordChange } from '../change/record-change'
import { Membership } from '../membership/membership.entity'
import { type Addressee } from '../membership/remove-member'
import { Role } from '../membership/role'
import { Organisation } from '../organisation/organisation.entity'
import { VatRate } from '../price/price.entity'
import { vatMentions, vatOn } from '../vat/vat-rules'
import { addresseeOf, freezeInvoice } from './freeze-invoice'
import { CreditNote, InvoiceLine } from './invoice-line.entity'
import { Invoice, InvoiceStatus } from './invoice.entity'
import { NumberSeries, NumberSeriesRow } from './payment.entity'

/** The charges to one Organisation. Amounts in minor units of `currency`, rates in ten-thousandths. */
interface Charge {
  /** Who owes it: `Organisation` by number, and on whose Organisation the services are installed. */
  readonly billed: number
  readonly client: number
  readonly order: number | null
  readonly currency: string
  readonly dueOn: string
  readonly lines: readonly ChargedLine[]
}

interface ChargedLine {
  readonly description: string
  readonly product: number | null
  readonly quantity: number
  readonly unitPrice: number
  readonly discountRate: number
}

interface IssuedInvoice {
  readonly key: number
  readonly number: string
  readonly gross: number
}

/**
 * Issues an invoice today: VAT for the billed Organisation as it is on this day, everything that is printed, frozen, and
 * the next number.
 * INVARIANT: the caller has locked the billed Organisation and the client, and locks nothing afterwards: the series of
 * numbers is the last lock.
 */
export async function issueInvoice(tx: Transaction, charge: Charge): Promise<IssuedInvoice> {
  const { billed, client } = await partiesOf(tx, charge)
  const vat = vatOn(
    { billed, issuedOn: tx.today },
    await tx.manager.findBy(VatRate, {}),
    // WHY one language: the words of the law are kept as they were sent, and read by authorities anywhere.
    vatMentions.en,
  )
  const lines = charge.lines.map((line) => ({ ...line, net: lineNet(line) }))
  const addressee = await addresseeOf(tx, billed)
  const { net, vat: tax, gross } = invoiceTotals(lines.map((line) => ({ net: line.net, vatRate: vat.rate })))
  const { issuer, sequence, previousSequence, number } = await nextNumber(tx, NumberSeries.INVOICE)
  const inserted = await tx.manager.insert(Invoice, {
    issuer,
    sequence,
    previousSequence,
    number,
    // A gift is paid on the day it is made: nothing is owed.
    status: gross === 0 ? InvoiceStatus.PAID : InvoiceStatus.OPEN,
    issuedOn: tx.today,
    dueOn: charge.dueOn,
    paidOn: gross === 0 ? tx.today : null,
    billedOrganisation: { id: billed.id },
    client: { id: client.id },
    clientName: client.name,
    ...addressee,
    net,
    vat: tax,
    gross,
    currency: charge.currency,
    vatRate: vat.rate,
    vatMention: vat.mention,
    order: charge.order === null ? null : { id: charge.order },
  })
  const key = Number(inserted.identifiers[0]?.['id'])
  await tx.manager.insert(
    InvoiceLine,
    lines.map(({ product, ...line }) => ({
      ...line,
      invoice: { id: key },
      product: product === null ? null : { id: product },
      currency: charge.currency,
    })),
  )
  await freezeInvoice(tx, key)
  await recordChange(tx, {
    kind: ChangeKind.INVOICE_ISSUED,
    about: { invoice: key },
    organisation: billed.id,
  })
  return { key, number, gross }
}

async function partiesOf(
  { manager }: Transaction,
  charge: Charge,
): Promise<{ readonly billed: Organisation; readonly client: Organisation }> {
  const found = await manager.findBy(Organisation, [{ id: charge.billed }, { id: charge.client }])
  const byKey = new Map(found.map((organisation) => [organisation.id, organisation]))
  const billed = byKey.get(charge.billed)
  const client = byKey.get(charge.client)
  if (billed === undefined || client === undefined) throw new Error('An invoice needs somebody to bill')
  return { billed, client }
}

/** Somebody who is written to by name. */
export interface NamedAddressee extends Addressee {
  readonly name: string
}

/** The people of an Organisation who may see its billing data, as they are written to. */
export async function peopleToBill(
  { manager }: Pick<Transaction, 'manager'>,
  organisation: number,
): Promise<readonly NamedAddressee[]> {
  const members = await manager.find(Membership, {
    where: [
      { organisation: { id: organisation }, role: Role.OWNER },
      { organisation: { id: organisation }, role: Role.ADMINISTRATOR },
      { organisation: { id: organisation }, role: Role.COLLABORATOR, accounting: true },
    ],
    relations: { user: true },
    order: { id: 'ASC' },
  })
  return members.map(({ user }) => ({ name: user.name, email: user.email, locale: user.locale }))
}

/** The place of a document in its series. */
interface GivenNumber {
  readonly issuer: string
  readonly sequence: number
  readonly previousSequence: number | null
  /** As it is printed: `INV-0000042`. */
  readonly number: string
}

const issuer = 'MAIN'
const prefixes: Readonly<Record<NumberSeries, string>> = { INVOICE: 'INV', CREDIT_NOTE: 'CN' }

/**
 * The next number of a series, held until the end of the transaction. A transaction that is undone gives its number
 * back, so that no gap is left.
 * INVARIANT: the last lock of a transaction. Every transaction that needs a number waits for it, and holds it briefly.
 */
export async function nextNumber(tx: Transaction, kind: NumberSeries): Promise<GivenNumber> {
  const { id } = await tx.manager.findOneByOrFail(NumberSeriesRow, { issuer, kind })
  await tx.lock('number_series', [id])
  const last = await lastSequence(tx, kind)
  const sequence = (last ?? 0) + 1
  return { issuer, sequence, previousSequence: last, number: printed(kind, sequence) }
}

function lastSequence({ manager }: Transaction, kind: NumberSeries): Promise<number | null> {
  switch (kind) {
    case NumberSeries.INVOICE:
      return manager.maximum(Invoice, 'sequence', { issuer })
    case NumberSeries.CREDIT_NOTE:
      return manager.maximum(CreditNote, 'sequence', { issuer })
  }
}

function printed(kind: NumberSeries, sequence: number): string {
  return `${prefixes[kind]}-${String(sequence).padStart(7, '0')}`
}
