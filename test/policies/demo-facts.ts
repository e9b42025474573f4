import { DataSource } from 'typeorm'
import { entities } from '../../schema/declared'
import { demoWorld, idOf } from '../../schema/world/demo/demo-world'
import { personas } from '../../schema/world/demo/personas'
import { type LinkedRow, linkedRows, type LinkedWorld } from '../../src/analysis/leaks/world-change'
import { ColumnNames } from '../../src/platform/database/open-database'
import { type Principal, SIGNED_OUT } from '../../src/policy/principal'

/** A change to one row before the world is linked: `{ row: 'partnership/…', set: { status: 'ENDED' } }`. */
export interface Change {
  readonly row: string
  readonly set: Readonly<Record<string, string | number | null>>
}

/** The demo world as facts, perhaps with some of them changed. */
export async function demoFacts(changes: readonly Change[] = []): Promise<LinkedWorld> {
  const namingStrategy = new ColumnNames()
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities,
    namingStrategy,
  })
  await dataSource.initialize()
  try {
    const tables = demoWorld.tables.map((table) => {
      const entity = dataSource.entityMetadatas.find((one) => one.tableName === table.table)
      const own = changes.filter(({ row }) => idOf(row).startsWith(`${entity?.name ?? ''}:`))
      const rows = table.rows.map((cells) => {
        const change = own.find(
          ({ row }) => idOf(row).split(':')[1] === String(cells[table.columns.indexOf('id')]),
        )
        return cells.map((cell, at) => {
          const column = table.columns[at] ?? ''
          return change !== undefined && column in change.set ? (change.set[column] ?? null) : cell
        })
      })
      return { ...table, rows }
    })
    return linkedRows(tables, dataSource.entityMetadatas)
  } finally {
    await dataSource.destroy()
  }
}

/** The row behind a name of the demo world. */
export function rowOf(world: LinkedWorld, name: string): LinkedRow {
  const [type = '', id] = idOf(name).split(':')
  const row = world.get(type)?.get(Number(id))
  if (row === undefined) throw new Error(`The facts have no \`${name}\``)
  return row
}

/** The principal of a persona: the membership of its user in its Organisation. */
export function principalOf(world: LinkedWorld, key: string): Principal {
  const persona = personas.find((one) => one.key === key)
  if (persona === undefined) throw new Error(`No persona \`${key}\``)
  const { user, organisation } = persona.ids
  if (organisation === null) {
    const staff = world.get('User')?.get(user)?.['staffRole']
    if (typeof staff !== 'string') throw new Error(`\`${key}\` is no staff`)
    return { ...SIGNED_OUT, user: { id: user }, staff }
  }
  const memberships = [...(world.get('Membership')?.values() ?? [])]
  const membership = memberships.find(
    (one) => idAt(one['user']) === user && idAt(one['organisation']) === organisation,
  )
  if (membership === undefined) throw new Error(`\`${key}\` is no member`)
  return {
    user: { id: user },
    organisation: { id: organisation },
    membership: { id: Number(membership['id']) },
    partner: world.get('Partner')?.has(organisation) === true ? { id: organisation } : null,
    role: String(membership['role']),
    accounting: membership['accounting'] === true,
    scopes: [],
    token: false,
    staff: null,
  }
}

/** The id of a to-one row; null where there is none. */
export function idAt(value: unknown): number | null {
  return typeof value === 'object' && value !== null && 'id' in value ? Number(value.id) : null
}
