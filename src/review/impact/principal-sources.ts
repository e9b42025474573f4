import { SIGNED_OUT } from '../../policy/principal'
import { slotsOf, type SlotValue } from '../../policy/slots'
import { NOW } from '../../query/sql/fragment'

/** Principals as rows of a table: everybody of one kind, their slots as columns. */
export interface PrincipalSource {
  readonly name: 'members' | 'users without an Organisation' | 'signed out'
  /** What follows FROM; absent where there is only one principal, who is no row. */
  readonly from?: { readonly table: string; readonly where?: string }
  /** A table beside it that some slots are read from. */
  readonly beside?: { readonly table: string; readonly on: string; readonly slots: readonly string[] }
  /** The number that tells one principal of this source from another. */
  readonly key: string
  readonly user: string
  /** Slot → the column that holds it. INVARIANT: what is in neither map is no slot of a principal. */
  readonly columns: ReadonlyMap<string, string>
  /** Slot → the value that all of them have. */
  readonly constants: ReadonlyMap<string, SlotValue>
}

/** The slots of somebody who lacks everything. */
const nobody: ReadonlyMap<string, SlotValue> = new Map(
  [...slotsOf(SIGNED_OUT, new Date(0))].filter(([name]) => name !== NOW),
)

function without(columns: ReadonlyMap<string, string>): ReadonlyMap<string, SlotValue> {
  return new Map([...nobody].filter(([name]) => !columns.has(name)))
}

const ofMembers: ReadonlyMap<string, string> = new Map([
  ['principal.user.id', 'm.user_id'],
  ['principal.organisation.id', 'm.organisation_id'],
  ['principal.membership.id', 'm.id'],
  ['principal.partner.id', 'p.id'],
  ['principal.role', 'm.role'],
  ['principal.accounting', 'm.accounting'],
])

const ofUsers: ReadonlyMap<string, string> = new Map([
  ['principal.user.id', 'u.id'],
  ['principal.staff', 'u.staff_role'],
])

/** The same people as `everyPrincipal`, which a test holds against this. */
export const principalSources: readonly PrincipalSource[] = [
  {
    name: 'members',
    from: { table: 'memberships m' },
    beside: { table: 'partners p', on: 'p.id = m.organisation_id', slots: ['principal.partner.id'] },
    key: 'm.id',
    user: 'm.user_id',
    columns: ofMembers,
    constants: without(ofMembers),
  },
  {
    name: 'users without an Organisation',
    from: {
      table: 'users u',
      where: 'NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id)',
    },
    key: 'u.id',
    user: 'u.id',
    columns: ofUsers,
    constants: without(ofUsers),
  },
  { name: 'signed out', key: '0', user: 'NULL', columns: new Map(), constants: nobody },
]
