import { In } from 'typeorm'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { PartnershipStatus } from '../partnership/partnership-terms'
import { Partnership } from '../partnership/partnership.entity'
import { Product } from '../product/product.entity'
import { refuse } from '../user-error/user-error'
import { ClientGrant, Membership, ProductGrant } from './membership.entity'
import { type UpdateMembershipInput } from './membership.resolver'
import { mustStayOwned } from './remove-member'
import { Role } from './role'

/**
 * Changes the role and the grants of a member. What the input leaves out stays, as far as the role allows it. Only an owner
 * names another owner; nobody can give a higher role than their own.
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
    const terms = membershipTerms(role, input.accounting ?? kept, input)
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
    if (!same && !own) await notifyMember(tx, membership, terms)
    return { membership: { type: 'Membership', key } }
  },
}

interface Choice {
  readonly given: readonly string[] | null | undefined
  readonly found: readonly number[]
  /** Whether the role can have such grants. */
  readonly may: boolean
}

/** INVARIANT: grants that the role cannot have are removed, so that they do not come back with an earlier role. */
function chosen<Kind extends 'products' | 'clients'>(
  kind: Kind,
  { given, found, may }: Choice,
): { readonly [kind in Kind]?: readonly number[] } {
  if (may && (given ?? null) === null) return {}
  // The one key is that of the kind.
  return { [kind]: may ? found : [] } as { readonly [kind in Kind]?: readonly number[] }
}

/** These see billing by their role; the flag is a collaborator's. */
const SEES_BILLING: readonly Role[] = [Role.OWNER, Role.ADMINISTRATOR]

/** Mails a member their new role in an Organisation, in case they did not want it. */
async function notifyMember(
  tx: Transaction,
  { user, organisation }: Pick<Membership, 'user' | 'organisation'>,
  { role, accounting }: MemberTerms,
): Promise<void> {
  const seesBilling = accounting || SEES_BILLING.includes(role)
  await tx.mail({
    to: user.email,
    template: 'member-changed',
    locale: user.locale,
    data: { organisation: organisation.name, role, accounting: seesBilling ? 'YES' : 'NO' },
  })
}

/** What a membership is granted from now on; left out: as it is. `by`: who grants what is new. */
interface GrantsWanted {
  readonly products?: readonly number[]
  readonly clients?: readonly number[]
  readonly by: number
}

/** WHY what stays is not written again: an external person sees the colleague who granted. */
export async function setGrants(
  { manager, now }: Transaction,
  key: number,
  { products, clients, by }: GrantsWanted,
): Promise<void> {
  const membership = { id: key }
  const granted = { membership, grantedBy: { id: by }, grantedAt: now }
  if (products !== undefined) {
    const rows = await manager.find(ProductGrant, { where: { membership }, relations: { product: true } })
    const { gone, added } = changes(
      rows.map((row) => ({ id: row.id, to: row.product.id })),
      products,
    )
    await manager.delete(ProductGrant, { id: In(gone) })
    for (const id of added) await manager.insert(ProductGrant, { ...granted, product: { id } })
  }
  if (clients !== undefined) {
    const rows = await manager.find(ClientGrant, { where: { membership }, relations: { client: true } })
    const { gone, added } = changes(
      rows.map((row) => ({ id: row.id, to: row.client.id })),
      clients,
    )
    await manager.delete(ClientGrant, { id: In(gone) })
    for (const id of added) await manager.insert(ClientGrant, { ...granted, client: { id } })
  }
}

function changes(
  rows: readonly { readonly id: number; readonly to: number }[],
  wanted: readonly number[],
): { readonly gone: number[]; readonly added: readonly number[] } {
  const known = new Set(rows.map(({ to }) => to))
  return {
    gone: rows.filter(({ to }) => !wanted.includes(to)).map(({ id }) => id),
    added: wanted.filter((id) => !known.has(id)),
  }
}

/** What somebody is in an Organisation. */
interface MemberTerms {
  readonly role: Role
  readonly accounting: boolean
}

/**
 * @throws Refusal BAD_USER_INPUT: accounting is a collaborator's alone, never an external's; products are granted to
 * collaborators and externals, clients to collaborators. Owners and administrators have all of it.
 */
export function membershipTerms(
  role: Role,
  accounting: boolean,
  { productIds, clientIds }: GrantsAsked,
): MemberTerms {
  const works = role === Role.COLLABORATOR || role === Role.EXTERNAL
  if (accounting && role !== Role.COLLABORATOR) {
    throw refuse('BAD_USER_INPUT', 'ACCOUNTING_IS_FOR_COLLABORATORS', { field: 'accounting' })
  }
  if (!works && (productIds ?? []).length > 0) {
    throw refuse('BAD_USER_INPUT', 'ROLE_HAS_ALL_PRODUCTS', { field: 'productIds' })
  }
  if (role !== Role.COLLABORATOR && (clientIds ?? []).length > 0) {
    throw refuse('BAD_USER_INPUT', 'CLIENTS_ARE_FOR_COLLABORATORS', { field: 'clientIds' })
  }
  return { role, accounting }
}

interface GrantsAsked {
  readonly productIds?: readonly string[] | null | undefined
  readonly clientIds?: readonly string[] | null | undefined
}

interface Grants {
  readonly products: readonly number[]
  readonly clients: readonly number[]
}

/**
 * The clients with these ids, if the principal may know them. WHY first: they are locked with the acting Organisation.
 * @throws Refusal NOT_FOUND
 */
export function namedClients(tx: ActingTransaction, { clientIds }: GrantsAsked): Promise<readonly number[]> {
  return tx.named('Organisation', clientIds ?? [], 'clientIds')
}

/**
 * The products that ids name, held so that none is given away meanwhile, and the clients found before. All or none.
 * @throws Refusal NOT_FOUND: a product that is not installed here, a client that is none, and what may not be known.
 */
export async function foundGrants(
  tx: ActingTransaction,
  here: number,
  {
    productIds,
    clients,
  }: { readonly productIds: GrantsAsked['productIds']; readonly clients: readonly number[] },
): Promise<Grants> {
  const products = await tx.targets('Product', productIds ?? [], 'productIds')
  const installed = await tx.manager.countBy(Product, { id: In([...products]), organisation: { id: here } })
  if (installed !== products.length) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'productIds' })
  const managed = await tx.manager.countBy(Partnership, {
    client: { id: In([...clients]) },
    partner: { id: here },
    status: PartnershipStatus.ACTIVE,
  })
  if (managed !== clients.length) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'clientIds' })
  return { products, clients }
}

/**
 * A membership that the principal may change or end, with its Organisation locked, so that its memberships change one
 * after the other. `also`: further Organisations to lock with it.
 * @throws Refusal NOT_FOUND, FORBIDDEN
 */
export async function heldMembership(
  tx: ActingTransaction,
  action: 'update' | 'remove',
  { membershipId, also = [] }: { readonly membershipId: string; readonly also?: readonly number[] },
): Promise<Membership> {
  const key = await tx.target('Membership', membershipId, { field: 'membershipId', also })
  await tx.authorise(action, 'Membership', key)
  return tx.manager.findOneOrFail(Membership, {
    where: { id: key },
    relations: { user: true, organisation: true },
  })
}
