import type { Transaction } from '../../src/write/transaction'
import { nextMovement } from '../billing/next-movement'
import { amountText } from '../money/amount-text'
import { refuse } from '../user-error/refuse'
import { accountOf } from './account-of'
import { MovementKind } from './movement-kind'
import { Movement } from './movement.entity'

/** What is to be booked on the prepaid account of an Organisation. */
export interface MovementOrder {
  readonly organisation: number
  readonly kind: `${MovementKind}`
  /** Minor units; negative where money leaves. */
  readonly amount: number
  readonly currency: string
  /** What it is for, as the Organisation reads it. */
  readonly text: string
}

/**
 * Appends a movement to the ledger of an Organisation and gives its number; opens the account where there is none.
 * INVARIANT: the account is held, so that each movement starts from the balance the one before it left.
 * @throws Refusal CONFLICT INSUFFICIENT_BALANCE or OTHER_CURRENCY. Both tell of the account: whoever the refusal
 * reaches must be somebody who may see it.
 */
export async function bookMovement(tx: Transaction, order: MovementOrder): Promise<number> {
  const { organisation, kind, amount, currency, text } = order
  const account = await accountOf(tx, organisation)
  if (account.currency !== currency) {
    throw refuse('CONFLICT', 'OTHER_CURRENCY', { facts: { currency: account.currency } })
  }
  const booked = nextMovement(account.last ?? undefined, { kind, amount })
  if (!booked.ok) {
    if (booked.problem !== 'INSUFFICIENT_BALANCE') throw new Error(`${kind} ${amount}: ${booked.problem}`)
    const balance = amountText({ amount: account.balance, currency })
    const facts = { balance, amount: amountText({ amount: -amount, currency }) }
    throw refuse('CONFLICT', 'INSUFFICIENT_BALANCE', { facts })
  }
  const { identifiers } = await tx.manager.insert(Movement, {
    ...booked.line,
    kind: MovementKind[kind],
    account: { id: account.id },
    currency,
    bookedAt: notBefore(account.last, tx.now),
    text,
  })
  return Number(identifiers[0]?.['id'])
}

/** INVARIANT: a ledger is in the order of time, though who waited for it began earlier than who held it. */
function notBefore(last: Movement | null, now: Date): Date {
  return last !== null && last.bookedAt > now ? last.bookedAt : now
}
