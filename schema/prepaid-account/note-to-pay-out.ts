import type { Transaction } from '../../src/write/transaction'
import type { MovementOrder } from './book-movement'

/**
 * Notes what the back office has to pay out to an Organisation, because its account holds another currency: there is
 * no rate at which to change it.
 */
export async function noteToPayOut(tx: Transaction, account: number, order: MovementOrder): Promise<void> {
  const { organisation, kind, amount, currency, text } = order
  if (amount === 0) return
  await tx.audit({
    action: 'to be paid out',
    subject: { type: 'PrepaidAccount', key: account },
    organisation,
    detail: { kind, amount, currency, text },
  })
}
