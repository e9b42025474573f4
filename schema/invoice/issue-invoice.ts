import type { Transaction } from '../../src/write/transaction'
import { invoiceTotals } from '../billing/invoice-totals'
import { lineNet } from '../billing/line-net'
import { Organisation } from '../organisation/organisation.entity'
import { VatStatus } from '../organisation/vat-status'
import { VatRate } from '../price/vat-rate.entity'
import { vatMentions } from '../vat/vat-mentions'
import { vatOn } from '../vat/vat-on'
import { InvoiceLine } from './invoice-line.entity'
import { InvoiceStatus } from './invoice-status'
import { Invoice } from './invoice.entity'
import { nextNumber } from './next-number'
import { NumberSeries } from './number-series'

/** What one Organisation is to be charged. Amounts in minor units of `currency`, rates in ten-thousandths. */
export interface Charge {
  /** Who owes it: `Organisation` by number, and on whose Organisation the services are installed. */
  readonly billed: number
  readonly client: number
  readonly order: number | null
  readonly currency: string
  readonly dueOn: string
  readonly lines: readonly ChargedLine[]
}

export interface ChargedLine {
  readonly description: string
  readonly product: number | null
  readonly quantity: number
  readonly unitPrice: number
  readonly discountRate: number
}

export interface IssuedInvoice {
  readonly key: number
  readonly number: string
  readonly gross: number
}

/**
 * Issues an invoice today: VAT for the billed Organisation as it is on this day, its name and address as they are
 * printed, and the next number.
 * INVARIANT: whoever calls holds the billed Organisation and the client, and locks nothing afterwards: the series of
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
    billedName: billed.legalName,
    billedAddress: billed.postalAddress,
    billedVatNumber: billed.vatStatus === VatStatus.VALID ? billed.vatNumber : null,
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
