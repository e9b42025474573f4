import type { Transaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { Membership } from './membership.entity'
import { Role } from './role'

/**
 * An Organisation is never without its legal representative. Asked while its row is held, so that of two owners who give
 * up at once, or turn each other out, one stays.
 * @throws Refusal CONFLICT
 */
export async function mustStayOwned(
  { manager }: Transaction,
  leaving: { readonly organisation: number; readonly role: Role },
): Promise<void> {
  if (leaving.role !== Role.OWNER) return
  const owners = await manager.countBy(Membership, {
    organisation: { id: leaving.organisation },
    role: Role.OWNER,
  })
  if (owners <= 1) throw refuse('CONFLICT', 'LAST_OWNER')
}
