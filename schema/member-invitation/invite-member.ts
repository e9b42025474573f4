import { MoreThan } from 'typeorm'
import { globalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { emailOf } from '../contact/contact-texts'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { foundGrants, namedClients, membershipTerms } from '../membership/update-membership'
import { sameTimeAfter } from '../partnership/partnership-history'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { heldMemberInvitation } from './answer-member-invitation'
import {
  MemberInvitation,
  MemberInvitationClient,
  MemberInvitationProduct,
  MemberInvitationStatus,
} from './member-invitation.entity'
import { type InviteMemberInput, type MemberInvitationInput } from './member-invitation.resolver'

/** WHY a limit: each mail goes to somebody who has not asked for it. */
const MOST_A_DAY = { organisation: 100, address: 5 } as const

/**
 * Somebody is invited by e-mail. INVARIANT: the work and the answer are the same whether or not the address has an account. That
 * it belongs to a member already, the inviter sees in the list of members anyway.
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
    const terms = membershipTerms(input.role, input.accounting ?? false, input)
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

/** WHY a limit: each mail goes to somebody who has not asked for it. */
const MOST_TIMES = 5

/** An invitation is sent once more, with a new link; the old one is void. Whoever sends it vouches for it. */
export const resendMemberInvitation: Operation<MemberInvitationInput> = {
  name: 'resendMemberInvitation',
  by: 'signed in',
  run: async (tx, { memberInvitationId }) => {
    const { id: key, organisation, timesSent } = await heldMemberInvitation(tx, 'resend', memberInvitationId)
    if (timesSent >= MOST_TIMES) {
      throw refuse('CONFLICT', 'MEMBER_INVITATION_SENT_OFTEN', { facts: { most: MOST_TIMES } })
    }
    await tx.manager.update(MemberInvitation, key, { invitedBy: { id: tx.principal.user?.id ?? 0 } })
    await sendMemberInvitation(tx, key, 'member-invitation-resent')
    await tx.audit({
      action: 'member invitation sent again',
      subject: { type: 'MemberInvitation', key },
      organisation: organisation.id,
    })
    return { memberInvitation: { type: 'MemberInvitation', key } }
  },
}

type Means = Pick<Transaction, 'manager' | 'now' | 'digestOf'>

/**
 * The invitation behind a link that can still be answered.
 * INVARIANT: the invitation is void if its inviter may no longer invite to it: a former member lets nobody in.
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

const DAYS_TO_ANSWER = 14

/**
 * Gives an invitation a new link and sends it. The link of an earlier mail no longer works, and the time to answer begins
 * anew. INVARIANT: only the digest of the token is stored. WHY the language of who invites: looking up what the invited
 * person prefers would tell, in the mail and in time, whether there is such a person.
 */
async function sendMemberInvitation(
  tx: ActingTransaction,
  key: number,
  template: 'member-invitation' | 'member-invitation-resent',
): Promise<void> {
  const { token, hash } = tx.newToken()
  const expiresAt = sameTimeAfter(tx.now, DAYS_TO_ANSWER)
  await tx.manager.update(MemberInvitation, key, { tokenHash: hash, expiresAt })
  await tx.manager.increment(MemberInvitation, { id: key }, 'timesSent', 1)
  const { email, role, organisation } = await tx.manager.findOneOrFail(MemberInvitation, {
    where: { id: key },
    relations: { organisation: true },
  })
  const inviter = await tx.manager.findOneByOrFail(User, { id: tx.principal.user?.id ?? 0 })
  await tx.mail({
    to: email,
    template,
    locale: inviter.locale,
    data: {
      organisation: organisation.name,
      inviter: inviter.name,
      role,
      expiresOn: tx.dayOf(expiresAt),
      link: tx.link(`/member-invitation#token=${token}`),
    },
  })
}
