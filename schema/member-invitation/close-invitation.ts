import type { Transaction } from '../../src/write/transaction'
import type { MemberInvitationStatus } from './member-invitation-status'
import type { User } from '../user/user.entity'
import { MemberInvitation } from './member-invitation.entity'

/** An invitation comes to its end. INVARIANT: its link opens nothing any more. */
export async function closeInvitation(
  { manager, now }: Transaction,
  { id }: Pick<MemberInvitation, 'id'>,
  status: Exclude<MemberInvitationStatus, MemberInvitationStatus.PENDING>,
): Promise<void> {
  await manager.update(MemberInvitation, id, { status, closedAt: now, tokenHash: null })
}

/** An invitation comes to its end by an answer. Who gave it is kept, so that erasure finds the address by a reference. */
export async function closeAnswered(
  tx: Transaction,
  {
    invitation,
    user,
  }: { readonly invitation: Pick<MemberInvitation, 'id'>; readonly user: Pick<User, 'id'> },
  status: MemberInvitationStatus.ACCEPTED | MemberInvitationStatus.REFUSED,
): Promise<void> {
  await closeInvitation(tx, invitation, status)
  await tx.manager.update(MemberInvitation, invitation.id, { answeredBy: { id: user.id } })
}
