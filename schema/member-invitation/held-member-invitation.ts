import type { ActingTransaction } from '../../src/write/transaction'
import { Role } from '../membership/role'
import { MemberInvitation } from './member-invitation.entity'

/**
 * An invitation of the Organisation acted in, held, that who asks may re-send or take back.
 * @throws Refusal NOT_FOUND, FORBIDDEN
 */
export async function heldMemberInvitation(
  tx: ActingTransaction,
  action: 'resend' | 'cancel',
  id: string,
): Promise<MemberInvitation> {
  const key = await tx.target('MemberInvitation', id, 'memberInvitationId')
  await tx.authorise(action, 'MemberInvitation', key)
  const invitation = await tx.manager.findOneOrFail(MemberInvitation, {
    where: { id: key },
    relations: { organisation: true },
  })
  // A fresh link to become an owner is given by who may name one.
  if (action === 'resend' && invitation.role === Role.OWNER) {
    await tx.authorise('nameOwner', 'Organisation', invitation.organisation.id)
  }
  return invitation
}
