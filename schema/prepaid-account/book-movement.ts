import { In } from 'typeorm'
import { isUniqueViolation } from '../../src/write/refusal'
import { type Transaction } from '../../src/write/transaction'
import { nextMovement } from '../billing/ledger'
import { amountText } from '../money/money'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/user-error'
import { Movement, MovementKind, PrepaidAccount } from './prepaid-account.entity'

/** A movement to book on the prepaid account of an Organisation. */
interface MovementOrder {
  readonly organisation: number
  readonly kind: `${MovementKind}`
  /** Minor units; negative where money leaves. */
  readonly amount: number
  readonly currency: string
  /** The text that the Organisation reads. */
  readonly text: string
}

/**
 * Appends a movement to the ledger of an Organisation and returns its id. It opens the account if there is none.
 * INVARIANT: the account is locked, so that each movement starts from the balance after the previous one.
 * @throws Refusal CONFLICT INSUFFICIENT_BALANCE or OTHER_CURRENCY. Both reveal something of the account, so the caller must
 * be somebody who may see it.
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

/** INVARIANT: a ledger is in order of time, although a transaction that waited for the lock began before the one that held it. */
function notBefore(last: Movement | null, now: Date): Date {
  return last !== null && last.bookedAt > now ? last.bookedAt : now
}

/** A prepaid account with the end of its ledger. */
interface HeldAccount {
  readonly id: number
  readonly currency: string
  readonly last: Movement | null
  readonly balance: number
}

/**
 * The account of an Organisation, locked until the end of the transaction, so that nobody else books on it. If there is
 * none, it opens one in the currency of the Organisation.
 */
export async function accountOf(tx: Transaction, organisation: number): Promise<HeldAccount> {
  const { id, currency } = (await find(tx, organisation)) ?? (await open(tx, organisation))
  await tx.lock('prepaid_accounts', [id])
  const last = await tx.manager.findOne(Movement, {
    where: { account: { id } },
    order: { position: 'DESC' },
  })
  return { id, currency, last, balance: last?.balanceAfter ?? 0 }
}

function find(tx: Transaction, organisation: number): Promise<PrepaidAccount | null> {
  return tx.manager.findOne(PrepaidAccount, {
    where: { organisation: { id: organisation } },
    select: { id: true, currency: true },
  })
}

async function open(tx: Transaction, organisation: number): Promise<Pick<PrepaidAccount, 'id' | 'currency'>> {
  const { currency } = await tx.manager.findOneByOrFail(Organisation, { id: organisation })
  try {
    await tx.manager.insert(PrepaidAccount, { organisation: { id: organisation }, currency })
  } catch (problem) {
    // Another transaction opened it at the same time.
    if (!isUniqueViolation(problem)) throw problem
  }
  const account = await find(tx, organisation)
  if (account === null) throw new Error('An account that was opened is not there.')
  return account
}

/**
 * Locks the prepaid accounts of Organisations.
 * WHY all before the first movement: two transactions that move the same accounts never wait for each other in a circle.
 */
export async function lockAccounts(tx: Transaction, organisations: readonly number[]): Promise<void> {
  const accounts = await tx.manager.find(PrepaidAccount, {
    where: { organisation: { id: In([...organisations]) } },
    select: { id: true },
  })
  await tx.lock(
    'prepaid_accounts',
    accounts.map(({ id }) => id),
  )
}

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

/** Books what an Organisation is owed, and gives the movement; null where its account holds another currency. */
export async function payIn(tx: Transaction, order: MovementOrder): Promise<number | null> {
  const account = await accountOf(tx, order.organisation)
  if (account.currency === order.currency) return bookMovement(tx, order)
  await noteToPayOut(tx, account.id, order)
  return null
}
