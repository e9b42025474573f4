import { type Operation } from '../../src/write/operation'
import { minorUnitsOf } from '../money/money'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/user-error'
import { Partnership } from './partnership.entity'
import { type SetOrderLimitsInput } from './partnership.inputs'

/**
 * The client's owner says how much its Partner may order at the client's cost: for an order, and in a month. What goes
 * beyond waits for the owner. Effective at once; what waits already is not touched.
 */
export const setOrderLimits: Operation<SetOrderLimitsInput> = {
  name: 'setOrderLimits',
  by: 'signed in',
  run: async (tx, { partnershipId, perOrder, perMonth }) => {
    const [orderLimit, monthLimit] = [limitOf(perOrder, 'perOrder'), limitOf(perMonth, 'perMonth')]
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    await tx.authorise('setOrderLimits', 'Partnership', key)
    const partnership = await tx.manager.findOneOrFail(Partnership, {
      where: { id: key },
      relations: { client: true },
    })
    if (partnership.orderLimit === orderLimit && partnership.monthLimit === monthLimit) {
      throw refuse('CONFLICT', 'UNCHANGED', { field: 'perOrder' })
    }
    const { id, currency } = await tx.manager.findOneByOrFail(Organisation, { id: partnership.client.id })
    const none = orderLimit === null && monthLimit === null
    await tx.manager.update(Partnership, key, { orderLimit, monthLimit, currency: none ? null : currency })
    await tx.audit({
      action: 'order limits set',
      subject: { type: 'Partnership', key },
      organisation: id,
      detail: { orderLimit, monthLimit, currency },
    })
    return { partnership: { type: 'Partnership', key } }
  },
}

function limitOf(typed: string | null | undefined, field: string): number | null {
  if (typed === null || typed === undefined) return null
  // WHY: nothing at all may be ordered without being asked.
  if (/^0+(\.0{1,2})?$/.test(typed)) return 0
  const amount = minorUnitsOf(typed)
  if (amount === undefined) throw refuse('BAD_USER_INPUT', 'NOT_AN_AMOUNT', { field })
  return amount
}
