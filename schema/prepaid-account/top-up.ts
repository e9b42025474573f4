import type { Transaction } from '../../src/write/transaction'
import { type Incoming, receiptOf } from '../invoice/receipt-of'
import { Receipt } from '../invoice/receipt.entity'
import { accountOf } from './account-of'
import { bookMovement } from './book-movement'
import { MovementKind } from './movement-kind'

/**
 * Books money that came in from outside for a prepaid account, in its currency. Whether it did: the same report once
 * more books nothing.
 */
export async function topUp(tx: Transaction, organisation: number, incoming: Incoming): Promise<boolean> {
  await tx.lock('organisations', [organisation])
  const { id, currency } = await accountOf(tx, organisation)
  if ((await receiptOf(tx, incoming, { organisation, invoice: null })) !== null) return false
  const { amount, method, reference, receivedAt } = incoming
  const kind = MovementKind.TOP_UP
  const movement = await bookMovement(tx, {
    organisation,
    kind,
    amount,
    currency,
    text: `Top-up ${reference}`,
  })
  await tx.manager.insert(Receipt, {
    ...{ reference, method, amount, currency, receivedAt },
    organisation: { id: organisation },
    invoice: null,
    payment: null,
    movement: { id: movement },
  })
  await tx.audit({
    action: 'prepaid account topped up',
    subject: { type: 'PrepaidAccount', key: id },
    organisation,
    detail: { amount, currency, method, reference },
  })
  return true
}
