import type { Operation } from '../../src/write/operation'
import { refuse } from '../user-error/refuse'
import { foundGrants, namedClients } from './found-grants'
import { heldMembership } from './held-membership'
import { Membership } from './membership.entity'
import type { UpdateMembershipInput } from './membership.inputs'
import { mustStayOwned } from './must-stay-owned'
import { Role } from './role'
import { setGrants } from './set-grants'
import { shapedTerms } from './shaped-terms'
import { tellMember } from './tell-member'

/**
 * What somebody is in the Organisation from now on, and what is granted to them. What the input leaves out stays, as far
 * as the role allows it. Only an owner names another owner; nobody gives more than they are.
 */
export const updateMembership: Operation<UpdateMembershipInput> = {
  name: 'updateMembership',
  by: 'signed in',
  run: async (tx, input) => {
    const clients = await namedClients(tx, input)
    const membership = await heldMembership(tx, 'update', {
      membershipId: input.membershipId,
      also: clients,
    })
    const { id: key, organisation, role: before } = membership
    const role = input.role ?? before
    if (role === Role.OWNER && before !== Role.OWNER) {
      await tx.authorise('nameOwner', 'Organisation', organisation.id)
    }
    const kept = role === Role.COLLABORATOR && membership.accounting
    const terms = shapedTerms(role, input.accounting ?? kept, input)
    const grants = await foundGrants(tx, organisation.id, { productIds: input.productIds, clients })
    if (role !== Role.OWNER) await mustStayOwned(tx, { organisation: organisation.id, role: before })
    const works = role === Role.COLLABORATOR || role === Role.EXTERNAL
    const wanted = {
      ...chosen('products', { given: input.productIds, found: grants.products, may: works }),
      ...chosen('clients', {
        given: input.clientIds,
        found: grants.clients,
        may: role === Role.COLLABORATOR,
      }),
    }
    const same = role === before && terms.accounting === membership.accounting
    if (same && (input.productIds ?? input.clientIds ?? null) === null) throw refuse('CONFLICT', 'UNCHANGED')
    await tx.manager.update(Membership, key, terms)
    await setGrants(tx, key, { ...wanted, by: tx.principal.user?.id ?? 0 })
    await tx.audit({
      action: 'membership changed',
      subject: { type: 'Membership', key },
      organisation: organisation.id,
      detail: { before: { role: before, accounting: membership.accounting }, after: terms, ...wanted },
    })
    const own = membership.user.id === tx.principal.user?.id
    if (!same && !own) await tellMember(tx, membership, terms)
    return { membership: { type: 'Membership', key } }
  },
}

interface Choice {
  readonly given: readonly string[] | null | undefined
  readonly found: readonly number[]
  /** Whether the role takes such grants at all. */
  readonly may: boolean
}

/** INVARIANT: what a role does not take is removed, so that it does not come back with an earlier role. */
function chosen<Kind extends 'products' | 'clients'>(
  kind: Kind,
  { given, found, may }: Choice,
): { readonly [kind in Kind]?: readonly number[] } {
  if (may && (given ?? null) === null) return {}
  // The one key is that of the kind.
  return { [kind]: may ? found : [] } as { readonly [kind in Kind]?: readonly number[] }
}
