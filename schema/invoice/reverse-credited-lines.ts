import type { Transaction } from '../../src/write/transaction'
import { entriesOf } from '../cashback-entry/entries-of'
import { reverseCashback } from '../cashback-entry/reverse-cashback'
import { holdInvoice } from './hold-invoice'
import { InvoiceLine } from './invoice-line.entity'

/**
 * Takes back the cashback on what was given back: of each product all of whose lines were credited, and of
 * everything where nothing is left of the invoice.
 */
export async function reverseCreditedLines(tx: Transaction, key: number): Promise<void> {
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
