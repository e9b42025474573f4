import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { setGrants } from '../membership/set-grants'
import { Partnership } from '../partnership/partnership.entity'
import { PartnershipStatus } from '../partnership/partnership-status'
import { refuse } from '../user-error/refuse'
import { answeredInvitation } from './answered-invitation'
import { closeAnswered } from './close-invitation'
import { MemberInvitationClient } from './member-invitation-client.entity'
import { MemberInvitationProduct } from './member-invitation-product.entity'
import { MemberInvitationStatus } from './member-invitation-status'
import type { MemberInvitation } from './member-invitation.entity'
import type { MemberInvitationLinkInput } from './member-invitation.inputs'

/** Whoever was invited joins, with the role and the grants of the invitation, as far as these still exist. */
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

/** What was promised and still belongs there: a product may have been transferred, a mandate have ended. */
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
