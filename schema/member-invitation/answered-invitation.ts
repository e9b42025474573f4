import type { ActingTransaction } from '../../src/write/transaction'
import { personally } from '../credentials/personally'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'
import type { MemberInvitation } from './member-invitation.entity'
import { openInvitation } from './open-invitation'

/**
 * The invitation that who asks answers by its link, with its Organisation held: under that lock all that concerns who
 * belongs to it is done one after the other.
 * INVARIANT: a link that is somebody else's, used, void, replaced or late, and one that never was are all alike.
 * @throws Refusal NOT_FOUND
 */
export async function answeredInvitation(
  tx: ActingTransaction,
  token: string,
): Promise<{ readonly invitation: MemberInvitation; readonly user: User }> {
  // An account's address is confirmed before there is the account.
  const user = await tx.manager.findOneByOrFail(User, { id: personally(tx) })
  const mine = async (): Promise<MemberInvitation> => {
    const found = await openInvitation(tx, token)
    if (found?.email !== user.email) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'token' })
    return found
  }
  const { id, organisation } = await mine()
  await tx.lock('organisations', [organisation.id])
  await tx.lock('member_invitations', [id])
  return { invitation: await mine(), user }
}
