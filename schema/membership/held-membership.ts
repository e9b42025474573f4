import type { ActingTransaction } from '../../src/write/transaction'
import { Membership } from './membership.entity'

/**
 * A membership that who asks may change or end, with its Organisation held: who belongs to it changes one step after the
 * other. `also`: Organisations that are to be held with it.
 * @throws Refusal NOT_FOUND, FORBIDDEN
 */
export async function heldMembership(
  tx: ActingTransaction,
  action: 'update' | 'remove',
  { membershipId, also = [] }: { readonly membershipId: string; readonly also?: readonly number[] },
): Promise<Membership> {
  const key = await tx.target('Membership', membershipId, { field: 'membershipId', also })
  await tx.authorise(action, 'Membership', key)
  return tx.manager.findOneOrFail(Membership, {
    where: { id: key },
    relations: { user: true, organisation: true },
  })
}
