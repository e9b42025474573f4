import type { Transaction } from '../../src/write/transaction'
import type { MemberInvitationStatus } from './member-invitation-status'
import { MemberInvitation } from './member-invitation.entity'

/** An invitation comes to its end. INVARIANT: its link opens nothing any more. */
export async function closeInvitation(
  { manager, now }: Transaction,
  { id }: Pick<MemberInvitation, 'id'>,
  status: Exclude<MemberInvitationStatus, MemberInvitationStatus.PENDING>,
): Promise<void> {
  await manager.update(MemberInvitation, id, { status, closedAt: now, tokenHash: null })
}
