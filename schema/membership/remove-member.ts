import { In, IsNull } from 'typeorm'
import { type Operation } from '../../src/write/operation'
import { type Transaction } from '../../src/write/transaction'
import { ApiToken } from '../credentials/credentials.entity'
import { Session } from '../session/session.entity'
import { refuse } from '../user-error/user-error'
import { ClientGrant, Membership, ProductGrant } from './membership.entity'
import { type MembershipInput } from './membership.resolver'
import { Role } from './role'
import { heldMembership } from './update-membership'

/** A member leaves the Organisation, or its owner or an administrator removes them. It takes effect at once. */
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

/**
 * Ends a membership and everything that depends on it. INVARIANT: nothing of it comes back if the person is invited again: not
 * the grants, not the API tokens for the Organisation, and no session acts there on its own.
 */
export async function endMembership({ manager, now }: Transaction, ending: Membership): Promise<void> {
  const membership = { id: ending.id }
  const here = { user: { id: ending.user.id }, organisation: { id: ending.organisation.id } }
  await manager.delete(ProductGrant, { membership })
  await manager.delete(ClientGrant, { membership })
  await manager.delete(Membership, membership)
  await manager.update(ApiToken, { ...here, revokedAt: IsNull() }, { revokedAt: now })
  await manager.update(Session, here, { organisation: null })
}

/**
 * An Organisation is never without its legal representative. Checked while its row is locked, so that of two owners who
 * leave at once, or remove each other, one stays.
 * @throws Refusal CONFLICT
 */
export async function mustStayOwned(
  { manager }: Transaction,
  leaving: { readonly organisation: number; readonly role: Role },
): Promise<void> {
  if (leaving.role !== Role.OWNER) return
  const owners = await manager.countBy(Membership, {
    organisation: { id: leaving.organisation },
    role: Role.OWNER,
  })
  if (owners <= 1) throw refuse('CONFLICT', 'LAST_OWNER')
}

/** Somebody who is written to, in their language. */
export interface Addressee {
  readonly email: string
  readonly locale: string
}

/** The members of an Organisation in these roles, as recipients of its mails. */
export async function peopleToTell(
  tx: Pick<Transaction, 'manager'>,
  organisation: number,
  roles: readonly Role[],
): Promise<readonly Addressee[]> {
  return (await peopleToTellOf(tx, [organisation], roles)).get(organisation) ?? []
}

/** The same of several Organisations, by their ids, on one look-up. Members in other roles are left out. */
export async function peopleToTellOf(
  tx: Pick<Transaction, 'manager'>,
  organisations: readonly number[],
  roles: readonly Role[],
): Promise<ReadonlyMap<number, readonly Addressee[]>> {
  const members = await tx.manager.find(Membership, {
    where: { organisation: { id: In([...organisations]) }, role: In(roles) },
    relations: { user: true, organisation: true },
    order: { id: 'ASC' },
  })
  const people = new Map<number, Addressee[]>()
  for (const { organisation, user } of members) {
    const known = people.get(organisation.id) ?? []
    people.set(organisation.id, [...known, { email: user.email, locale: user.locale }])
  }
  return people
}
