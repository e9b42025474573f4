import { type DataSource, type EntityMetadata, QueryFailedError } from 'typeorm'
import { entities } from '../../schema/declared'
import { dialectOf } from '../../src/platform/database/dialect'
import { dropTriggers } from '../../src/platform/database/migration-steps'
import { eachDatabase } from '../support/databases'
import { fillLittleWorld } from './little-world'
import { impliedUniques, violations } from './violations'

eachDatabase((name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open('in processes')
    await fillLittleWorld(database)
    // WHY: what keeps the audit trail as it is would speak before any constraint of its table.
    await dropTriggers(database, dialectOf(database))
  })

  test('the little world has a row in every table', async () => {
    const counts = await Promise.all(
      database.entityMetadatas.map(async ({ tableName }) => {
        const [row] = await database.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${tableName}`)
        return { tableName, rows: row?.n ?? 0 }
      }),
    )
    expect(counts).toHaveLength(entities.length)
    expect(counts.filter(({ rows }) => rows === 0)).toEqual([])
  })

  test.each(violations)('refused: $rule', async ({ constraint, statement }) => {
    const refusal = await refusalOf(database, spelledOut(database, statement))
    expect(refusal).toMatch(expected(database, constraint))
  })

  test('every value outside an enumeration is refused', async () => {
    const columns = everyColumn(database).filter(({ column }) => column.enum !== undefined)
    expect(columns.length).toBeGreaterThan(15)
    for (const { table, column } of columns) {
      const refusal = await refusalOf(database, `UPDATE ${table} SET ${column.databaseName} = 'nobody'`)
      expect(refusal).toMatch(/CHECK constraint failed|CONSTRAINT .* failed/)
    }
  })

  test('every unknown currency is refused where there are amounts', async () => {
    const columns = everyColumn(database).filter(({ column }) => column.databaseName === 'currency')
    expect(columns.length).toBeGreaterThan(8)
    for (const { table } of columns) {
      const refusal = await refusalOf(database, `UPDATE ${table} SET currency = 'chf'`)
      expect(refusal).toMatch(/constraint/i)
    }
  })

  test('whatever must be there is never absent', async () => {
    const columns = everyColumn(database).filter(({ column }) => !column.isNullable && !column.isPrimary)
    expect(columns.length).toBeGreaterThan(150)
    for (const { table, column } of columns) {
      const refusal = await refusalOf(database, `UPDATE ${table} SET ${column.databaseName} = NULL`)
      expect(refusal).toMatch(/NOT NULL|cannot be null|constraint/i)
    }
  })

  test('nothing refers to what does not exist', async () => {
    const keys = database.entityMetadatas.flatMap((entity) => singleKeys(entity))
    expect(keys.length).toBeGreaterThan(50)
    for (const { table, key, column } of keys) {
      const one = `(SELECT MIN(t.${key}) FROM ${table} t WHERE t.${column} IS NOT NULL)`
      const refusal = await refusalOf(
        database,
        `UPDATE ${table} SET ${column} = 999999 WHERE ${key} = ${one}`,
      )
      expect(refusal).toMatch(/FOREIGN KEY/)
    }
  })

  if (name === 'MariaDB') {
    test('every named constraint has a violation above', async () => {
      const rows = await database.query<{ name: string; kind: string }[]>(
        'SELECT constraint_name AS name, constraint_type AS kind FROM information_schema.table_constraints ' +
          "WHERE constraint_schema = DATABASE() AND constraint_type IN ('CHECK', 'UNIQUE')",
      )
      const tried = new Set([...violations.map(({ constraint }) => constraint), ...impliedUniques])
      const general =
        /_(currency|kind|status|category|role|access|mode|choice|author|vat_status|known_currency)$/
      const untried = rows.filter((row) => !tried.has(row.name) && !general.test(row.name))
      expect(rows.length).toBeGreaterThan(80)
      expect(untried).toEqual([])
    })
  }
})

/** The message with which the database refuses a statement. Nothing of it is kept, refused or not. */
async function refusalOf(database: DataSource, statement: string): Promise<string> {
  const runner = database.createQueryRunner()
  await runner.startTransaction()
  try {
    await runner.query(statement)
    return `accepted: ${statement}`
  } catch (problem) {
    if (problem instanceof QueryFailedError) return problem.message
    throw problem
  } finally {
    await runner.rollbackTransaction()
    await runner.release()
  }
}

/** How each database says which constraint was broken: SQLite names the columns of a UNIQUE, and no foreign key. */
function expected(database: DataSource, constraint: string): RegExp {
  if (dialectOf(database) !== 'sqlite') return new RegExp(`\\b${constraint}\\b`)
  const unique = database.entityMetadatas
    .flatMap((entity) => entity.uniques)
    .find((candidate) => candidate.name === constraint)
  if (unique !== undefined) {
    const columns = unique.columns.map(
      (column) => `${column.entityMetadata.tableName}.${column.databaseName}`,
    )
    return new RegExp(`UNIQUE constraint failed: ${columns.join(', ')}$`)
  }
  return new RegExp(`CHECK constraint failed: ${constraint}\\b|FOREIGN KEY constraint failed`)
}

function spelledOut(database: DataSource, statement: string): string {
  const [, table, where] = /^COPY (\w+) WHERE (.+)$/.exec(statement) ?? []
  if (table === undefined || where === undefined) return statement
  const columns = everyColumn(database)
    .filter((one) => one.table === table && !one.column.isPrimary && one.column.generatedType === undefined)
    .map(({ column }) => column.databaseName)
    .join(', ')
  return `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table} WHERE ${where}`
}

function everyColumn(database: DataSource) {
  return database.entityMetadatas.flatMap((entity) =>
    entity.columns
      .filter((column) => !column.isVirtualProperty)
      .map((column) => ({ table: entity.tableName, column })),
  )
}

function singleKeys(entity: EntityMetadata) {
  return entity.foreignKeys
    .filter(({ columnNames }) => columnNames.length === 1)
    .flatMap(({ columnNames }) => columnNames)
    .map((column) => ({
      table: entity.tableName,
      key: entity.primaryColumns[0]?.databaseName ?? 'id',
      column,
    }))
}
