import { DataSource } from 'typeorm'
import { entities } from '../../schema/declared'
import {
  addressReferences,
  personReferences,
  tableAndColumnOf,
  profile,
} from '../../schema/personal-data/person-reference'
import { ColumnNames } from '../../src/platform/database/open-database'

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
    expect(
      personReferences()
        .map(({ at }) => at)
        .sort(),
    ).toEqual(keys().sort())
  })

  const reported = [
    ...[...personReferences(), ...addressReferences()].flatMap((reference) =>
      reference.exported?.kind === 'own' ? [{ ...tableAndColumnOf(reference), ...reference.exported }] : [],
    ),
    { table: 'users', ...profile },
  ]

  test('names columns that are there', () => {
    expect(reported.length).toBeGreaterThan(8)
    for (const { table, columns } of reported) {
      const stored = tables.entityMetadatas
        .find(({ tableName }) => tableName === table)
        ?.columns.map(({ databaseName }) => databaseName)
      expect([table, stored]).toEqual([table, expect.arrayContaining([...columns])])
    }
  })

  test('keeps every secret out of the export, and every key of somebody else', () => {
    for (const { table, columns } of reported) {
      const wrong = columns.filter((name) => SECRET.test(name) || /_by_id$|^holder_id$|^payer_id$/.test(name))
      expect([table, wrong]).toEqual([table, []])
    }
  })
})
