import type { Transaction } from '../../src/write/transaction'
import { CreditNote } from './credit-note.entity'
import { Invoice } from './invoice.entity'
import { NumberSeries } from './number-series'
import { NumberSeriesRow } from './number-series.entity'

/** The place of a document in its series. */
export interface GivenNumber {
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
 * INVARIANT: the last lock of a transaction. Everybody who numbers waits for it, and holds it briefly.
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
