import type { Operation } from '../../src/write/operation'
import { minorUnitsOf } from '../money/minor-units-of'
import { refuse } from '../user-error/refuse'
import { bookMovement } from './book-movement'
import { MovementKind } from './movement-kind'
import { PrepaidAccount } from './prepaid-account.entity'
import type { WithdrawPrepaidInput } from './prepaid-account.inputs'

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
