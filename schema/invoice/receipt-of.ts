import type { Transaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import type { ReceiptMethod } from './receipt-method'
import { Receipt } from './receipt.entity'

/** Money as the back office reports it. */
export interface Incoming {
  /** Minor units. */
  readonly amount: number
  readonly method: ReceiptMethod
  /** Of the bank or the card processor: what tells a repeated report from a second payment. */
  readonly reference: string
  readonly receivedAt: Date
}

/**
 * What was booked under a reference before; null where it is new.
 * INVARIANT: whoever calls holds what the money is for.
 * @throws Refusal where the money is none, or the reference stands for other money.
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
