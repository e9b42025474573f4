import { type Principal, SIGNED_OUT } from '../../../src/policy/principal'
import { type LinkedRow, type LinkedWorld } from '../facts/link-rows'

/** Everybody who can act in this world, and some who should not be there: each lacks a part of the principal. */
export function everyPrincipal(world: LinkedWorld): readonly Principal[] {
  const members = [...(world.get('Membership')?.values() ?? [])].map((row) => principalOf(row, world))
  const broken = members.slice(0, 6).map((one, index): Principal => {
    const part = (['user', 'organisation', 'membership', 'partner', 'role', 'role'] as const)[index] ?? 'role'
    return { ...one, [part]: null }
  })
  return [...members, ...broken, SIGNED_OUT]
}

function principalOf(membership: LinkedRow, world: LinkedWorld): Principal {
  const id = (row: unknown): { id: number } | null =>
    row === null || row === undefined ? null : { id: Number((row as LinkedRow)['id']) }
  const organisation = id(membership['organisation'])
  return {
    user: id(membership['user']),
    organisation,
    membership: id(membership),
    partner: organisation === null ? null : id(world.get('Partner')?.get(organisation.id)),
    role: membership['role'] as string | null,
    accounting: membership['accounting'] === true,
    scopes: [],
    token: false,
    staff: null,
  }
}
