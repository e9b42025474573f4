import { type Operation } from '../../src/write/operation'
import { type Transaction } from '../../src/write/transaction'
import { type Incoming, receiptOf } from '../invoice/billing-admin'
import { Receipt } from '../invoice/payment.entity'
import { minorUnitsOf } from '../money/money'
import { refuse } from '../user-error/user-error'
import { accountOf, bookMovement } from './book-movement'
import { MovementKind, PrepaidAccount } from './prepaid-account.entity'
import { type WithdrawPrepaidInput } from './prepaid-account.resolver'

/** Takes money out of a prepaid account. The back office pays it out: it finds the movement in the ledger. */
export const withdrawPrepaid: Operation<WithdrawPrepaidInput> = {
  name: 'withdrawPrepaid',
  by: 'signed in',
  run: async (tx, { accountId, amount: text }) => {
    const key = await tx.target('PrepaidAccount', accountId, 'accountId')
    await tx.authorise('withdraw', 'PrepaidAccount', key)
    const { organisation, currency } = await tx.manager.findOneOrFail(PrepaidAccount, {
      where: { id: key },
      relations: { organisation: true },
    })
    const amount = minorUnitsOf(text)
    if (amount === undefined) throw refuse('BAD_USER_INPUT', 'NOT_AN_AMOUNT', { field: 'amount' })
    await bookMovement(tx, {
      organisation: organisation.id,
      kind: MovementKind.WITHDRAWAL,
      amount: -amount,
      currency,
      text: 'Withdrawal',
    })
    await tx.audit({
      action: 'withdrawn from prepaid account',
      subject: { type: 'PrepaidAccount', key },
      organisation: organisation.id,
      detail: { amount, currency },
    })
    return { prepaidAccount: { type: 'PrepaidAccount', key } }
  },
}

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
