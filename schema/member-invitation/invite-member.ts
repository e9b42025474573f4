import { MoreThan } from 'typeorm'
import { globalId } from '../../src/query/global-id'
import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { emailOf } from '../contact/email-of'
import { foundGrants, namedClients } from '../membership/found-grants'
import { Membership } from '../membership/membership.entity'
import { shapedTerms } from '../membership/shaped-terms'
import { Role } from '../membership/role'
import { refuse } from '../user-error/refuse'
import { MemberInvitationClient } from './member-invitation-client.entity'
import { MemberInvitationProduct } from './member-invitation-product.entity'
import { MemberInvitationStatus } from './member-invitation-status'
import { MemberInvitation } from './member-invitation.entity'
import type { InviteMemberInput } from './member-invitation.inputs'
import { sendMemberInvitation } from './send-member-invitation'

/** WHY: each goes to somebody who has not asked for it. */
const MOST_A_DAY = { organisation: 100, address: 5 } as const

/**
 * Somebody is invited by e-mail. INVARIANT: the same is done and said whether the address has an account or not; that it
 * is a member's already, whoever invites sees in the list of members anyway.
 */
export const inviteMember: Operation<InviteMemberInput> = {
  name: 'inviteMember',
  by: 'signed in',
  run: async (tx, input) => {
    const acting = globalId('Organisation', tx.principal.organisation?.id ?? 0)
    const clients = await namedClients(tx, input)
    const organisation = await tx.target('Organisation', acting, {
      field: 'organisationId',
      also: clients,
    })
    await tx.authorise('inviteMember', 'Organisation', organisation)
    if (input.role === Role.OWNER) await tx.authorise('nameOwner', 'Organisation', organisation)
    const email = emailOf(input.email, 'email')
    const terms = shapedTerms(input.role, input.accounting ?? false, input)
    const grants = await foundGrants(tx, organisation, { productIds: input.productIds, clients })
    await checkMayInvite(tx, organisation, email)
    const { identifiers } = await tx.manager.insert(MemberInvitation, {
      ...terms,
      organisation: { id: organisation },
      email,
      status: MemberInvitationStatus.PENDING,
      invitedBy: { id: tx.principal.user?.id ?? 0 },
      invitedAt: tx.now,
      expiresAt: tx.now,
      timesSent: 0,
    })
    const key = Number(identifiers[0]?.['id'])
    const invitation = { id: key }
    for (const id of grants.products) {
      await tx.manager.insert(MemberInvitationProduct, { invitation, product: { id } })
    }
    for (const id of grants.clients) {
      await tx.manager.insert(MemberInvitationClient, { invitation, client: { id } })
    }
    await tx.audit({
      action: 'member invited',
      subject: { type: 'MemberInvitation', key },
      organisation,
      detail: { ...terms, products: grants.products, clients: grants.clients },
    })
    await sendMemberInvitation(tx, key, 'member-invitation')
    return { memberInvitation: { type: 'MemberInvitation', key } }
  },
}

async function checkMayInvite({ manager, now }: ActingTransaction, id: number, email: string): Promise<void> {
  const at = { field: 'email' }
  const organisation = { id }
  if (await manager.existsBy(Membership, { organisation, user: { email } })) {
    throw refuse('CONFLICT', 'ALREADY_MEMBER', at)
  }
  const status = MemberInvitationStatus.PENDING
  if (await manager.existsBy(MemberInvitation, { organisation, email, status, expiresAt: MoreThan(now) })) {
    throw refuse('CONFLICT', 'ALREADY_INVITED', at)
  }
  const invitedAt = MoreThan(new Date(now.getTime() - 86_400_000))
  const lately = await manager.countBy(MemberInvitation, { organisation, invitedAt })
  const here = await manager.countBy(MemberInvitation, { organisation, email, invitedAt })
  if (lately >= MOST_A_DAY.organisation || here >= MOST_A_DAY.address) {
    const most = here >= MOST_A_DAY.address ? MOST_A_DAY.address : MOST_A_DAY.organisation
    throw refuse('CONFLICT', 'INVITED_TOO_OFTEN', { ...at, facts: { most } })
  }
}
