import type { ActingTransaction } from '../../src/write/transaction'
import { Membership } from './membership.entity'

/**
 * A membership that who asks may change or end, with its Organisation held: who belongs to it changes one step after the
 * other. INVARIANT: the right is asked once more behind the lock; meanwhile the one who asks may have lost it.
 * @throws Refusal NOT_FOUND, FORBIDDEN
 */
export async function heldMembership(
  tx: ActingTransaction,
  action: 'update' | 'remove',
  id: string,
): Promise<Membership> {
  const key = await tx.target('Membership', id, 'membershipId')
  await tx.authorise(action, 'Membership', key)
  await tx.lock('organisations', [tx.principal.organisation?.id ?? 0])
  await tx.authorise(action, 'Membership', key)
  return tx.manager.findOneOrFail(Membership, {
    where: { id: key },
    relations: { user: true, organisation: true },
  })
}
