import type { Transaction } from '../../src/write/transaction'
import { accountOf } from './account-of'
import { bookMovement, type MovementOrder } from './book-movement'
import { noteToPayOut } from './note-to-pay-out'

/** Books what an Organisation is owed, and gives the movement; null where its account holds another currency. */
export async function payIn(tx: Transaction, order: MovementOrder): Promise<number | null> {
  const account = await accountOf(tx, order.organisation)
  if (account.currency === order.currency) return bookMovement(tx, order)
  await noteToPayOut(tx, account.id, order)
  return null
}
