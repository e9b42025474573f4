import { Field, ObjectType } from 'type-graphql'
import { type LinkQuery } from '../../src/write/custom-query'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { personally } from '../credentials/shared-by-credentials'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { setGrants } from '../membership/update-membership'
import { PartnershipStatus } from '../partnership/partnership-terms'
import { Partnership } from '../partnership/partnership.entity'
import { DateTimeScalar } from '../scalars'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { closeAnswered } from './close-member-invitation'
import { openInvitation } from './invite-member'
import {
  MemberInvitation,
  MemberInvitationClient,
  MemberInvitationProduct,
  MemberInvitationStatus,
} from './member-invitation.entity'
import { type MemberInvitationLinkInput } from './member-invitation.resolver'

/** The invited person joins, with the role and the grants of the invitation, as far as these still exist. */
export const acceptMemberInvitation: Operation<MemberInvitationLinkInput> = {
  name: 'acceptMemberInvitation',
  by: 'signed in',
  run: async (tx, { token }) => {
    const { invitation, user } = await answeredInvitation(tx, token)
    const { organisation, invitedBy, role, accounting } = invitation
    const here = { user: { id: user.id }, organisation: { id: organisation.id } }
    if (await tx.manager.existsBy(Membership, here)) throw refuse('CONFLICT', 'ALREADY_MEMBER_YOURSELF')
    const { identifiers } = await tx.manager.insert(Membership, {
      ...here,
      role,
      accounting,
      createdAt: tx.now,
      invitedBy: { id: invitedBy.id },
    })
    const key = Number(identifiers[0]?.['id'])
    await setGrants(tx, key, { ...(await standing(tx, invitation)), by: invitedBy.id })
    await closeAnswered(tx, { invitation, user }, MemberInvitationStatus.ACCEPTED)
    await tx.audit({
      action: 'member joined',
      subject: { type: 'Membership', key },
      organisation: organisation.id,
      detail: { role, accounting },
    })
    const { email, locale } = invitedBy
    const data = { organisation: organisation.name, member: user.name, role }
    await tx.mail({ to: email, template: 'member-joined', locale, data })
    return { membership: { type: 'Membership', key } }
  },
}

/** The promised grants that still exist: a product may have been transferred, or a mandate have ended. */
async function standing({ manager }: ActingTransaction, { id, organisation }: MemberInvitation) {
  const invitation = { id }
  const products = await manager.find(MemberInvitationProduct, {
    where: { invitation, product: { organisation: { id: organisation.id } } },
    relations: { product: true },
  })
  const clients = await manager.find(MemberInvitationClient, {
    where: { invitation },
    relations: { client: true },
  })
  const mandates = await manager.find(Partnership, {
    where: { partner: { id: organisation.id }, status: PartnershipStatus.ACTIVE },
    relations: { client: true },
  })
  const active = new Set(mandates.map(({ client }) => client.id))
  return {
    products: products.map(({ product }) => product.id),
    clients: clients.map(({ client }) => client.id).filter((client) => active.has(client)),
  }
}

/** The invited person refuses. */
export const refuseMemberInvitation: Operation<MemberInvitationLinkInput> = {
  name: 'refuseMemberInvitation',
  by: 'signed in',
  run: async (tx, { token }) => {
    const { invitation, user } = await answeredInvitation(tx, token)
    await closeAnswered(tx, { invitation, user }, MemberInvitationStatus.REFUSED)
    await tx.audit({
      action: 'member invitation refused',
      subject: { type: 'MemberInvitation', key: invitation.id },
      organisation: invitation.organisation.id,
    })
    return {}
  },
}

/**
 * An invitation of the acting Organisation, locked, which the principal may send again or cancel.
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
  // Only somebody who may name an owner can send a new link to become one.
  if (action === 'resend' && invitation.role === Role.OWNER) {
    await tx.authorise('nameOwner', 'Organisation', invitation.organisation.id)
  }
  return invitation
}

/**
 * The invitation that the principal answers by its link, with its Organisation locked: all changes of an Organisation's
 * members take that lock, and so happen one after the other.
 * INVARIANT: a link of somebody else, a used, void, replaced or expired link, and one that never existed are answered alike.
 * @throws Refusal NOT_FOUND
 */
async function answeredInvitation(
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

/** Whoever has the link got the mail, so this shows no more than the mail did. */
@ObjectType({ description: 'An invitation into an Organisation that waits for an answer.' })
export class MemberInvitationByLink {
  @Field(() => String, { description: 'Into which Organisation.' })
  organisationName: string

  @Field(() => String, { description: 'Who invites.' })
  inviterName: string

  @Field(() => String, { description: 'The address with which to sign in, or sign up, to answer.' })
  email: string

  @Field(() => Role, { description: 'What you would be there.' })
  role: Role

  @Field(() => DateTimeScalar, { description: 'Until when you may answer.' })
  expiresAt: Date
}

/** What the page behind the link shows. */
export const memberInvitationOfLink: LinkQuery<{ readonly token: string }, MemberInvitationByLink> = {
  name: 'memberInvitationOfLink',
  find: async (tx, { token }) => {
    const invitation = await openInvitation(tx, token)
    if (invitation === undefined) return null
    const { organisation, invitedBy, email, role, expiresAt } = invitation
    return Object.assign(new MemberInvitationByLink(), {
      organisationName: organisation.name,
      inviterName: invitedBy.name,
      email,
      role,
      expiresAt,
    })
  },
}
