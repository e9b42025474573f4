import type { Operation } from '../../src/write/operation'
import { endMembership } from './end-membership'
import { heldMembership } from './held-membership'
import type { MembershipInput } from './membership.inputs'
import { mustStayOwned } from './must-stay-owned'

/** Somebody leaves the Organisation, by their own will or by that of its owner or administrators. At once. */
export const removeMember: Operation<MembershipInput> = {
  name: 'removeMember',
  by: 'signed in',
  run: async (tx, { membershipId }) => {
    const membership = await heldMembership(tx, 'remove', { membershipId })
    const { id: key, organisation, user, role } = membership
    await mustStayOwned(tx, { organisation: organisation.id, role })
    await endMembership(tx, membership)
    const own = user.id === tx.principal.user?.id
    await tx.audit({
      action: own ? 'member left' : 'member removed',
      subject: { type: 'Membership', key },
      organisation: organisation.id,
      detail: { user: user.id, role },
    })
    if (!own) {
      const data = { organisation: organisation.name }
      await tx.mail({ to: user.email, template: 'member-removed', locale: user.locale, data })
    }
    return {}
  },
}
