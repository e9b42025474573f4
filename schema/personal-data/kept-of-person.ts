import { globalId } from '../../src/read/cursor'
import { type CustomQueryTransaction, type CustomQuery } from '../../src/write/custom-query'
import {
  addressReferences,
  type OwnRows,
  personReferences,
  tableAndColumnOf,
  profile,
} from './person-reference'

export type StoredRow = Readonly<Record<string, unknown>>

/** What is kept of a person: rows that are theirs alone, and which rows of others they have a part in. */
export interface KeptOfPerson {
  /** The files of rows that are exported as they are stored. */
  readonly own: Readonly<Record<string, readonly StoredRow[]>>
  /** Keys of rows that must still be read under the policies. */
  readonly shared: Readonly<Record<string, readonly number[]>>
  readonly user: string
  readonly email: string
  /** Memberships of the person, which hold what was granted to them. */
  readonly memberships: readonly string[]
  /** Products whose holder is recorded under the person's confirmed address. */
  readonly held: readonly number[]
}

/**
 * Everything that refers to the principal's User, or to the address that was confirmed to be theirs. A program gets nothing:
 * the person has to ask. INVARIANT: of rows that also concern others only keys leave here; the engine decides on them.
 */
export const keptOfPerson: CustomQuery<object, KeptOfPerson> = {
  name: 'personalData',
  find: async (tx) => {
    const { user, token } = tx.principal
    if (user === null || token) return null
    const own: Record<string, readonly StoredRow[]> = {}
    const read = async (exported: OwnRows, place: Place): Promise<void> => {
      own[exported.file] = await rowsOf(tx, exported.columns, place)
    }
    await read(profile, { table: 'users', column: 'id', value: user.id })
    const email = String(own['profile']?.[0]?.['email'])
    const shared: Record<string, readonly number[]> = {}
    for (const { at, exported } of personReferences()) {
      const place = { ...tableAndColumnOf({ at }), value: user.id }
      if (exported?.kind === 'own') await read(exported, place)
      if (exported?.kind === 'shared') shared[exported.file] = await keysOf(tx, exported.key ?? 'id', place)
    }
    for (const { at, exported } of addressReferences()) {
      if (exported?.kind === 'own') await read(exported, { ...tableAndColumnOf({ at }), value: email })
    }
    const held = await tx.manager.query<readonly { readonly id: number }[]>(HELD, [email])
    return {
      own,
      shared,
      user: globalId('User', user.id),
      email,
      memberships: (own['memberships'] ?? []).map((row) => globalId('Membership', Number(row['id']))),
      held: held.map(({ id }) => id),
    }
  },
}

const HELD = `SELECT p.id AS id FROM products p JOIN contacts c ON c.id = p.holder_id WHERE c.email = ? ORDER BY p.id`

interface Place {
  readonly table: string
  readonly column: string
  readonly value: string | number
}

/** The names of tables and columns are ours; the value is a parameter. */
function rowsOf(
  { manager }: CustomQueryTransaction,
  columns: readonly string[],
  { table, column, value }: Place,
): Promise<readonly StoredRow[]> {
  const order = columns.includes('created_at') ? 'created_at' : columns[0]
  return manager.query<readonly StoredRow[]>(
    `SELECT ${columns.join(', ')} FROM ${table} WHERE ${column} = ? ORDER BY ${order}`,
    [value],
  )
}

async function keysOf(
  { manager }: CustomQueryTransaction,
  key: string,
  { table, column, value }: Place,
): Promise<readonly number[]> {
  const rows = await manager.query<readonly { readonly k: number }[]>(
    `SELECT DISTINCT ${key} AS k FROM ${table} WHERE ${column} = ? ORDER BY ${key}`,
    [value],
  )
  return rows.map(({ k }) => k)
}
