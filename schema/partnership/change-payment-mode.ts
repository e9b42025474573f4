import type { Operation } from '../../src/write/operation'
import { refuse } from '../user-error/refuse'
import { Partnership } from './partnership.entity'
import type { ChangePaymentModeInput } from './partnership.inputs'
import { noteEvent } from './note-event'
import { PartnershipAccess } from './partnership-access'
import { PartnershipEventKind } from './partnership-event-kind'
import { tellPartner } from './tell-partner'

/**
 * The client changes who settles what its Partner orders, effective at once. Orders placed before keep their payer.
 * INVARIANT: the client's row is held, so that no order of the Partner is placed under both modes.
 */
export const changePaymentMode: Operation<ChangePaymentModeInput> = {
  name: 'changePaymentMode',
  by: 'signed in',
  run: async (tx, { partnershipId, paymentMode }) => {
    const key = await tx.target('Partnership', partnershipId, 'partnershipId')
    const { client } = await tx.manager.findOneOrFail(Partnership, {
      where: { id: key },
      relations: { client: true },
    })
    await tx.authorise('changePaymentMode', 'Partnership', key)
    const partnership = await tx.manager.findOneByOrFail(Partnership, { id: key })
    const before = partnership.paymentMode
    // The policy allows it with full access only, which has a mode.
    if (before === null || before === paymentMode)
      throw refuse('CONFLICT', 'ALREADY_THIS_MODE', { field: 'paymentMode' })
    await tx.manager.update(Partnership, key, { paymentMode })
    await noteEvent(tx, {
      partnership: key,
      client: client.id,
      kind: PartnershipEventKind.PAYMENT_MODE_CHANGED,
      by: tx.principal.user?.id ?? null,
      before: { access: PartnershipAccess.FULL, paymentMode: before },
      after: { access: PartnershipAccess.FULL, paymentMode },
    })
    await tellPartner(tx, key, {
      template: 'payment-mode-changed',
      data: (names) => ({ ...names, mode: paymentMode, changedOn: tx.today }),
    })
    return { partnership: { type: 'Partnership', key } }
  },
}
