import type { ConnectedDatabase } from '../../data/connected-database'
import { dialectOf } from '../../data/dialect'
import { dropTriggers } from '../../data/drop-triggers'
import { foldedKey } from '../../data/fold-text'
import type { TextKey } from '../../data/text-key'
import { sqlInstant } from '../../data/sql-instant'
import { type ColumnModel, type Model, type TypeModel, typeOf } from '../../query/model/model'
import { completeWorld } from '../world/complete-world'
import { keysOf } from '../world/keys'
import { type MadeUpRow, type MadeUpValue, type MadeUpWorld, rowsOf } from '../world/made-up-world'

/**
 * Puts the rows of a made-up world into the tables, in place of everything that is there. For databases that were made
 * for cases alone: foreign keys and checks are not looked at, texts that are too long are cut, and nothing is kept as it was.
 */
export async function storeWorld(
  dataSource: ConnectedDatabase,
  model: Model,
  world: MadeUpWorld,
): Promise<void> {
  const dialect = dialectOf(dataSource)
  const { off, on } = dialect === 'sqlite' ? sqlite : server
  const runner = dataSource.createQueryRunner()
  try {
    await dropTriggers(runner, dialect)
    for (const statement of off) await runner.query(statement)
    for (const { table } of model.types.values()) await runner.query(`DELETE FROM ${table}`)
    for (const { type, key, row } of rowsOf(completeWorld(model, world))) {
      const columns = columnsOf(typeOf(model, type), key, row)
      const names = columns.map(({ column }) => column).join(', ')
      const marks = columns.map(() => '?').join(', ')
      const text = `INSERT INTO ${typeOf(model, type).table} (${names}) VALUES (${marks})`
      await runner.query(
        text,
        columns.map(({ value }) => value),
      )
    }
    for (const statement of on) await runner.query(statement)
  } finally {
    await runner.release()
  }
}

const sqlite = {
  off: ['PRAGMA foreign_keys = OFF', 'PRAGMA ignore_check_constraints = ON'],
  on: ['PRAGMA foreign_keys = ON', 'PRAGMA ignore_check_constraints = OFF'],
}
const server = {
  off: [
    'SET @mode = @@SESSION.sql_mode',
    "SET SESSION sql_mode = '', foreign_key_checks = 0, check_constraint_checks = 0",
  ],
  on: ['SET SESSION sql_mode = @mode, foreign_key_checks = 1, check_constraint_checks = 1'],
}

interface Stored {
  readonly column: string
  readonly value: string | number | null
}

function columnsOf(type: TypeModel, key: number, row: MadeUpRow): readonly Stored[] {
  const attributes = [...type.attributes.values()].filter(
    ({ derived, computed }) => !derived && computed !== true,
  )
  return [
    ...attributes.flatMap((column) => {
      const value = column.name === 'id' ? key : stored(column, row[column.name] ?? null)
      const folded =
        column.key === undefined || typeof value !== 'string'
          ? null
          : foldedKey(value, column.key.sortable ? 255 : null)
      const beside = column.key === undefined ? [] : [{ column: nameOfKey(column.key), value: folded }]
      return [{ column: nameOf(column), value }, ...beside]
    }),
    ...keysOf(type).map(({ name, near }) => ({
      column: `\`${near}\``,
      value: Number(row[name] ?? 0) || null,
    })),
  ]
}

function nameOf(column: ColumnModel): string {
  return column.sql('row').slice('row.'.length)
}

function nameOfKey(key: TextKey): string {
  return key.sql('row').slice('row.'.length)
}

function stored({ type }: ColumnModel, value: MadeUpValue): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  return type === 'timestamp' && typeof value === 'string' ? sqlInstant(new Date(value)) : value
}
