import { type DataSource, MigrationExecutor } from 'typeorm'
import { dialectOf } from '../../src/platform/database/dialect'
import { eachDatabase } from '../support/databases'
import { entityShapes } from './entity-shapes'
import { mariadbShapes } from './mariadb-shapes'
import { sqliteShapes } from './sqlite-shapes'
import { type Shapes } from './table-shape'

/** Tables of the migration runner itself. */
const ITS_OWN = ['migrations', 'typeorm_metadata']

eachDatabase((_name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open('in processes')
  })

  test('the migrations make the tables that the entities declare, and no others', async () => {
    const declared = entityShapes(database)
    expect(Object.keys(declared).length).toBeGreaterThan(30)
    expect(await tablesOf(database)).toEqual(declared)
  })

  test('every enumeration is checked by the database, value for value', async () => {
    const checks = await checksOf(database)
    const unchecked = enumerations(database).filter(
      ({ table, column, values }) => !listsIn(checks(table), column).includes(values.join()),
    )
    expect(unchecked).toEqual([])
  })

  test('a surplus column, index or foreign key does not pass unnoticed', async () => {
    const declared = entityShapes(database)
    await database.query('ALTER TABLE contacts ADD COLUMN surplus int')
    expect(await tablesOf(database)).not.toEqual(declared)
    await database.query('ALTER TABLE contacts DROP COLUMN surplus')
    expect(await tablesOf(database)).toEqual(declared)
    await database.query('CREATE INDEX contacts_surplus ON contacts (name)')
    expect(await tablesOf(database)).not.toEqual(declared)
  })

  test('every migration can be undone and made again', async () => {
    const migrations = database.migrations.length
    const executor = new MigrationExecutor(database)
    for (let left = migrations; left > 0; left -= 1) await executor.undoLastMigration()
    expect(await tablesOf(database)).toEqual({})
    expect(await executor.executePendingMigrations()).toHaveLength(migrations)
    expect(await tablesOf(database)).toEqual(entityShapes(database))
  })
})

async function tablesOf(database: DataSource): Promise<Shapes> {
  const shapes =
    dialectOf(database) === 'sqlite' ? await sqliteShapes(database) : await mariadbShapes(database)
  return Object.fromEntries(Object.entries(shapes).filter(([table]) => !ITS_OWN.includes(table)))
}

interface Enumeration {
  readonly table: string
  readonly column: string
  readonly values: readonly string[]
}

function enumerations(database: DataSource): readonly Enumeration[] {
  const found = database.entityMetadatas.flatMap((entity) =>
    entity.columns
      .filter((column) => column.enum !== undefined)
      .map((column) => ({
        table: entity.tableName,
        column: column.databaseName,
        values: (column.enum ?? []).map(String),
      })),
  )
  expect(found.length).toBeGreaterThan(15)
  return found
}

/** The conditions a table is checked by, as text. */
async function checksOf(database: DataSource): Promise<(table: string) => string> {
  const sql =
    dialectOf(database) === 'sqlite'
      ? "SELECT name AS tableName, sql AS text FROM sqlite_master WHERE type = 'table'"
      : 'SELECT table_name AS tableName, check_clause AS text FROM information_schema.check_constraints ' +
        'WHERE constraint_schema = DATABASE()'
  const rows = await database.query<{ tableName: string; text: string }[]>(sql)
  return (table) =>
    rows
      .filter(({ tableName }) => tableName === table)
      .map(({ text }) => text)
      .join('\n')
}

/** Each list of values that `column in (…)` stands before. */
function listsIn(text: string, column: string): readonly string[] {
  const lists = text.matchAll(new RegExp(`(?<![\\w.])\`?${column}\`? in\\s*\\(([^)]*)\\)`, 'gi'))
  return [...lists].map(([, list = '']) => [...list.matchAll(/'(\w+)'/g)].map((match) => match[1]).join())
}
