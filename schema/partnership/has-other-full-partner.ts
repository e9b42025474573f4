import { Not } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { PartnershipAccess } from './partnership-access'
import { PartnershipStatus } from './partnership-status'
import { Partnership } from './partnership.entity'

/** Whether a Partner other than this one manages the whole client. Asked while the client's row is held. */
export function hasOtherFullPartner(
  tx: Pick<Transaction, 'manager'>,
  { client, partner }: { readonly client: number; readonly partner: number },
): Promise<boolean> {
  return tx.manager.existsBy(Partnership, {
    client: { id: client },
    partner: { id: Not(partner) },
    status: PartnershipStatus.ACTIVE,
    partnerAccess: PartnershipAccess.FULL,
  })
}
