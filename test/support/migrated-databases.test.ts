import type { DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { createMigrated } from './migrated-databases'
import { type TestDatabase, testDatabases } from './test-databases'

describe.each(testDatabases)('the copied database on $name', (kind) => {
  it('is the one that the migrations make: tables, indexes, keys, triggers and the list of migrations', async () => {
    const [copied, made] = [await createMigrated(kind), await kind.create()]
    const ofCopy = await shapeOf(copied.url, kind)
    expect(ofCopy.length).toBeGreaterThan(50)
    expect(ofCopy).toEqual(await shapeOf(made.url, kind))
    await Promise.all([copied.drop(), made.drop()])
  })
})

/** Every table, index and trigger as the database itself writes it, and which migrations it says have run. */
async function shapeOf(url: string, kind: TestDatabase): Promise<readonly string[]> {
  const database = await openDatabaseAt(url, { connections: 1, statementTimeoutSeconds: 60 })
  try {
    const shape = kind.name === 'SQLite' ? await sqliteShape(database) : await mariadbShape(database)
    const migrations: unknown[] = await database.query(
      'SELECT id, timestamp, name FROM migrations ORDER BY id',
    )
    return [...shape, ...migrations.map((row) => JSON.stringify(row))]
  } finally {
    await database.destroy()
  }
}

async function sqliteShape(database: DataSource): Promise<readonly string[]> {
  const rows: { type: string; name: string; sql: string }[] = await database.query(
    'SELECT type, name, sql FROM sqlite_master ORDER BY type, name',
  )
  return rows.map(({ type, name, sql }) => `${type} ${name}: ${sql}`)
}

async function mariadbShape(database: DataSource): Promise<readonly string[]> {
  const rows = async (text: string): Promise<Readonly<Record<string, unknown>>[]> =>
    await database.query(text)
  const tables = (await rows('SHOW TABLES')).map((row) => String(Object.values(row)[0]))
  const made = await Promise.all(tables.map((table) => rows(`SHOW CREATE TABLE \`${table}\``)))
  const triggers = await rows('SHOW TRIGGERS')
  return [
    ...made.map(([row]) => String(row?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, '')),
    ...triggers.map(({ Trigger, Event, Table, Statement, Timing }) =>
      [Trigger, Event, Table, Statement, Timing].join(' '),
    ),
  ]
}
