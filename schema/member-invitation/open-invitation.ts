import { MoreThan } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { MemberInvitationStatus } from './member-invitation-status'
import { MemberInvitation } from './member-invitation.entity'

type Means = Pick<Transaction, 'manager' | 'now' | 'digestOf'>

/**
 * The invitation behind a link that can still be answered.
 * INVARIANT: what whoever invited could not invite to any more is void: nobody gets in by somebody who is out.
 */
export async function openInvitation(
  { manager, now, digestOf }: Means,
  token: string,
): Promise<MemberInvitation | undefined> {
  const invitation = await manager.findOne(MemberInvitation, {
    where: { tokenHash: digestOf(token), status: MemberInvitationStatus.PENDING, expiresAt: MoreThan(now) },
    relations: { organisation: true, invitedBy: true },
  })
  if (invitation === null) return undefined
  const { organisation, invitedBy, role } = invitation
  const inviter = await manager.findOneBy(Membership, {
    organisation: { id: organisation.id },
    user: { id: invitedBy.id },
  })
  return inviter !== null && mayInvite(inviter.role, role) ? invitation : undefined
}

function mayInvite(inviter: Role, invited: Role): boolean {
  if (inviter === Role.OWNER) return true
  return inviter === Role.ADMINISTRATOR && invited !== Role.OWNER
}
