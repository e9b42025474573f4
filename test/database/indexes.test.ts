import { type DataSource } from 'typeorm'
import { dialectOf } from '../../src/platform/database/dialect'
import { eachDatabase } from '../support/databases'

interface Step {
  readonly detail?: string
  readonly possible_keys?: string | null
  readonly Extra?: string
}

eachDatabase((_name, open) => {
  let database: DataSource

  beforeAll(async () => {
    database = await open('in processes')
  })

  test('whoever follows a relation to many rows, or back to one, finds them by an index', async () => {
    const steps = database.entityMetadatas.flatMap((entity) => [
      ...entity.oneToManyRelations,
      ...entity.oneToOneRelations.filter((relation) => relation.isOneToOneNotOwner),
    ])
    const scanned: string[] = []
    for (const { entityMetadata, propertyName, inverseEntityMetadata: many, inverseRelation } of steps) {
      const column = inverseRelation?.joinColumns[0]?.databaseName ?? ''
      const isIndexed = await findsByIndex(
        database,
        `SELECT id FROM ${many.tableName} x WHERE x.${column} = 7`,
      )
      if (!isIndexed) scanned.push(`${entityMetadata.name}.${propertyName}`)
    }
    expect(steps.length).toBeGreaterThan(25)
    expect(scanned).toEqual([])
  })

  test.each([
    ['invoices of the billed Organisation', 'invoices', 'billed_organisation_id = 7', 'issued_on, id'],
    ['invoices for a client', 'invoices', 'client_id = 7', 'issued_on, id'],
    ['all invoices by day', 'invoices', "issued_on > '2026-01-01'", 'issued_on, id'],
    ['orders for a client', 'orders', 'placed_for_id = 7', 'placed_at, id'],
    ['orders of who pays', 'orders', 'payer_id = 7', 'placed_at, id'],
    ['cashback of a Partner', 'cashback_entries', 'partner_id = 7', 'credited_on, id'],
    ['movements of an account', 'movements', 'account_id = 7', 'position'],
    ['the directory', 'partners', 'listed = 1', 'display_name_key, id'],
  ])('in order without being sorted: %s', async (_what, table, where, order) => {
    const plan = await planOf(database, `SELECT id FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT 20`)
    expect(JSON.stringify(plan)).not.toMatch(/TEMP B-TREE|filesort/i)
    expect(JSON.stringify(plan)).toMatch(/USING (COVERING )?INDEX|"key":"\w+"/)
  })
})

async function findsByIndex(database: DataSource, sql: string): Promise<boolean> {
  const [step] = await planOf(database, sql)
  if (dialectOf(database) === 'sqlite') return step?.detail?.startsWith('SEARCH') ?? false
  // WHY: a unique key is looked up while planning, and there is no such row.
  if (step?.Extra?.includes('after reading const tables') === true) return true
  return typeof step?.possible_keys === 'string' && step.possible_keys !== ''
}

function planOf(database: DataSource, sql: string): Promise<readonly Step[]> {
  const verb = dialectOf(database) === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
  return database.query<readonly Step[]>(`${verb} ${sql}`)
}
