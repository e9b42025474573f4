import type { DataSource } from 'typeorm'
import { describeColumn, type Shapes, tableShape, type TableShape } from './table-shape'

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly pk: number
  readonly hidden: number
}

interface Index {
  readonly name: string
  readonly unique: number
}

interface ForeignKey {
  readonly id: number
  readonly table: string
  readonly from: string
  readonly to: string
}

/** The tables as SQLite has them. */
export async function sqliteShapes(database: DataSource): Promise<Shapes> {
  const tables = await database.query<{ name: string }[]>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
  )
  const shapes: Record<string, TableShape> = {}
  for (const { name } of tables) shapes[name] = await shapeOf(database, name)
  return shapes
}

async function shapeOf(database: DataSource, table: string): Promise<TableShape> {
  const columns = await database.query<Column[]>(`PRAGMA table_xinfo(${table})`)
  const indexes = await database.query<Index[]>(`PRAGMA index_list(${table})`)
  const keys = await database.query<ForeignKey[]>(`PRAGMA foreign_key_list(${table})`)
  const indexed = await Promise.all(
    indexes.map(async (index) => ({ ...index, columns: await columnsOf(database, index.name) })),
  )
  return tableShape({
    columns: columns.map(({ name, type, notnull, hidden }) =>
      describeColumn({
        name,
        // SQLite writes some types in capitals, and calls a counted key `integer`.
        type: type.toLowerCase().replace('integer', 'int'),
        nullable: notnull === 0,
        generated: hidden > 1,
      }),
    ),
    primaryKey: columns
      .filter(({ pk }) => pk > 0)
      .map(({ name }) => name)
      .join(', '),
    uniques: indexed.filter((index) => index.unique === 1).map((index) => index.columns),
    indexes: indexed.filter((index) => index.unique === 0).map(({ name, columns: of }) => `${name} (${of})`),
    foreignKeys: foreignKeys(keys),
  })
}

async function columnsOf(database: DataSource, index: string): Promise<string> {
  const columns = await database.query<{ name: string }[]>(`PRAGMA index_info(${index})`)
  return columns.map(({ name }) => name).join(', ')
}

function foreignKeys(rows: readonly ForeignKey[]): readonly string[] {
  return [...new Set(rows.map(({ id }) => id))].map((id) => {
    const steps = rows.filter((row) => row.id === id)
    const from = steps.map((step) => step.from).join(', ')
    return `${from} → ${steps[0]?.table} (${steps.map((step) => step.to).join(', ')})`
  })
}
