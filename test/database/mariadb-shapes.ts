import type { DataSource } from 'typeorm'
import { describeColumn, type Shapes, tableShape } from './table-shape'

interface Column {
  readonly tableName: string
  readonly name: string
  readonly type: string
  readonly nullable: string
  readonly extra: string
}

interface Index {
  readonly tableName: string
  readonly name: string
  readonly nonUnique: number
  readonly columns: string
}

interface ForeignKey {
  readonly tableName: string
  readonly name: string
  readonly columns: string
  readonly target: string
  readonly targetColumns: string
}

const COLUMNS = `SELECT table_name AS tableName, column_name AS name, column_type AS type,
  is_nullable AS nullable, extra FROM information_schema.columns WHERE table_schema = DATABASE()`

const INDEXES = `SELECT table_name AS tableName, index_name AS name, MIN(non_unique) AS nonUnique,
  GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ') AS \`columns\`
  FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY table_name, index_name`

const FOREIGN_KEYS = `SELECT table_name AS tableName, constraint_name AS name,
  GROUP_CONCAT(column_name ORDER BY ordinal_position SEPARATOR ', ') AS \`columns\`,
  MIN(referenced_table_name) AS target,
  GROUP_CONCAT(referenced_column_name ORDER BY ordinal_position SEPARATOR ', ') AS targetColumns
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL GROUP BY table_name, constraint_name`

/** The tables as MariaDB has them. */
export async function mariadbShapes(database: DataSource): Promise<Shapes> {
  const columns = await database.query<Column[]>(COLUMNS)
  const indexes = await database.query<Index[]>(INDEXES)
  const keys = await database.query<ForeignKey[]>(FOREIGN_KEYS)
  const tables = new Set(columns.map(({ tableName }) => tableName))
  const shape = (table: string) => {
    const here = <Row extends { tableName: string }>(rows: Row[]) =>
      rows.filter((row) => row.tableName === table)
    // The server adds an index of the same name to a foreign key that has none.
    const added = new Set(here(keys).map(({ name }) => name))
    const own = here(indexes).filter(({ name }) => !added.has(name) && name !== 'PRIMARY')
    return tableShape({
      columns: here(columns).map(describe),
      primaryKey: here(indexes).find(({ name }) => name === 'PRIMARY')?.columns ?? '',
      uniques: own.filter((index) => index.nonUnique === 0).map((index) => index.columns),
      indexes: own.filter((index) => index.nonUnique === 1).map(({ name, columns: of }) => `${name} (${of})`),
      foreignKeys: here(keys).map((key) => `${key.columns} → ${key.target} (${key.targetColumns})`),
    })
  }
  return Object.fromEntries([...tables].map((table) => [table, shape(table)]))
}

function describe({ name, type, nullable, extra }: Column): string {
  return describeColumn({
    name,
    type: type === 'tinyint(1)' ? 'boolean' : type.replace(/^(int|bigint)\(\d+\)$/, '$1'),
    nullable: nullable === 'YES',
    generated: extra.includes('GENERATED'),
  })
}
