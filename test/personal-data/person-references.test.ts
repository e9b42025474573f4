import { DataSource } from 'typeorm'
import { entities } from '../../schema/entities'
import { personReferences, placeOf, secretsOfUser } from '../../schema/personal-data/person-references'
import { ColumnNames } from '../../src/data/column-names'

/** Columns whose values open something, or once did. */
const SECRET = /hash|secret|totp|(^|_)token$|(^|_)code$/

describe('what refers to a person', () => {
  let tables: DataSource

  beforeAll(async () => {
    const namingStrategy = new ColumnNames()
    tables = await new DataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      entities,
      namingStrategy,
    }).initialize()
  })
  afterAll(() => tables.destroy())

  const keys = () =>
    tables.entityMetadatas.flatMap((entity) =>
      entity.foreignKeys
        .filter(({ referencedTablePath }) => referencedTablePath === 'users')
        .flatMap(({ columns }) => columns.map(({ databaseName }) => `${entity.tableName}.${databaseName}`)),
    )

  test('is listed, all of it, once', () => {
    expect(keys().length).toBeGreaterThan(15)
    expect(personReferences.map(({ at }) => at).sort()).toEqual(keys().sort())
  })

  test('names columns that are there', () => {
    for (const reference of personReferences) {
      const { table } = placeOf(reference)
      const columns = tables.entityMetadatas
        .find(({ tableName }) => tableName === table)
        ?.columns.map(({ databaseName }) => databaseName)
      for (const column of reference.withheld ?? []) expect(columns).toContain(column)
    }
  })

  test('keeps every secret out of the export', () => {
    for (const reference of personReferences) {
      if (reference.exported === null) continue
      const { table } = placeOf(reference)
      const columns = tables.entityMetadatas.find(({ tableName }) => tableName === table)?.columns ?? []
      const secrets = columns.map(({ databaseName }) => databaseName).filter((name) => SECRET.test(name))
      expect([table, reference.withheld ?? []]).toEqual([table, expect.arrayContaining(secrets)])
    }
    const users = tables.entityMetadatas.find(({ tableName }) => tableName === 'users')?.columns ?? []
    const secrets = users.map(({ databaseName }) => databaseName).filter((name) => SECRET.test(name))
    expect([...secretsOfUser].sort()).toEqual(secrets.sort())
  })
})
