import { type DataSource, type EntityMetadata } from 'typeorm'
import { type ColumnMetadata } from 'typeorm/metadata/ColumnMetadata'
import { type TableValue, type TableRows } from '../../../schema/world/world-database'
import { dialectOf } from '../../../src/platform/database/dialect'
import { dropTriggers } from '../../../src/platform/database/migration-steps'
import { storedTables } from './stored-tables'

/**
 * Changes one cell in three of what decides about rights, whatever the database's own rules say: absent where it
 * may be, another state, another flag, another row at the other end. What no world would hold, policies must
 * still read alike.
 */
export async function disturbWorld(dataSource: DataSource, random: () => number): Promise<number> {
  const tables = await storedTables(dataSource)
  const ids = new Map(
    tables.map(({ table, columns, rows }) => [table, rows.map((row) => row[columns.indexOf('id')] ?? null)]),
  )
  const sqlite = dataSource.options.type === 'better-sqlite3'
  const runner = dataSource.createQueryRunner()
  let changed = 0
  try {
    await dropTriggers(runner, dialectOf(dataSource))
    for (const text of sqlite ? sqliteLax : mariadbLax) await runner.query(text)
    await runner.startTransaction()
    for (const entity of dataSource.entityMetadatas) {
      const table = tables.find((one) => one.table === entity.tableName)
      for (const change of table === undefined ? [] : changes(table, entity, { random, ids })) {
        // WHY IGNORE: some keys stay unique; a change that would double one is left out.
        const update = `UPDATE ${sqlite ? 'OR IGNORE' : 'IGNORE'} ${entity.tableName}`
        await runner.query(`${update} SET \`${change.column}\` = ? WHERE id = ?`, [change.to, change.id])
        changed += 1
      }
    }
    await runner.commitTransaction()
    for (const text of sqlite ? sqliteStrict : mariadbStrict) await runner.query(text)
  } finally {
    await runner.release()
  }
  return changed
}

const sqliteLax = ['PRAGMA foreign_keys = OFF', 'PRAGMA ignore_check_constraints = ON']
const sqliteStrict = ['PRAGMA foreign_keys = ON', 'PRAGMA ignore_check_constraints = OFF']
const mariadbLax = ['SET SESSION foreign_key_checks = 0', 'SET SESSION check_constraint_checks = 0']
const mariadbStrict = ['SET SESSION foreign_key_checks = 1', 'SET SESSION check_constraint_checks = 1']

interface Change {
  readonly column: string
  readonly id: TableValue
  readonly to: TableValue
}

interface Disturbing {
  readonly random: () => number
  /** The ids of each table, to lead elsewhere. */
  readonly ids: ReadonlyMap<string, readonly TableValue[]>
}

function changes(table: TableRows, entity: EntityMetadata, disturbing: Disturbing): readonly Change[] {
  const columns = entity.columns.filter((one) => {
    return !one.isPrimary && !one.isVirtualProperty && one.asExpression === undefined
  })
  return table.rows.flatMap((row) =>
    columns.flatMap((column): readonly Change[] => {
      if (disturbing.random() > 1 / 3) return []
      const to = other(column, disturbing)
      const id = row[table.columns.indexOf('id')] ?? null
      return to === undefined ? [] : [{ column: column.databaseName, id, to }]
    }),
  )
}

function other(column: ColumnMetadata, { random, ids }: Disturbing): TableValue | undefined {
  if (column.isNullable && random() < 0.6) return null
  const one = (from: readonly TableValue[]): TableValue | undefined =>
    from[Math.floor(random() * from.length)]
  if (column.referencedColumn !== undefined)
    return one(ids.get(column.referencedColumn.entityMetadata.tableName) ?? [])
  if (column.enum !== undefined) return one(column.enum.map(String))
  return column.type === 'boolean' ? Math.floor(random() * 2) : undefined
}
