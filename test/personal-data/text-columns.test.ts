import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { entities, nouns } from '../../schema/declared'
import {
  addressReferences,
  personReferences,
  tableAndColumnOf,
} from '../../schema/personal-data/person-reference'
import { ColumnNames } from '../../src/platform/database/open-database'
import { isTextKey } from '../../src/platform/database/text-key'

/** What `docs/security/personal-data.md` says of every column that holds text. */
describe('every text that is stored', () => {
  const page = readFileSync(join(__dirname, '../../docs/security/personal-data.md'), 'utf8')
  const sections = new Map(
    page.split(/^## /m).map((section): [string, readonly string[]] => {
      const [heading = ''] = section.split('\n')
      const listed = [...section.matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(([, column = '']) => column)
      const declared = nouns.flatMap((noun) =>
        Object.entries(noun.storedTexts ?? {}).flatMap(([column, fate]) =>
          fate === heading ? [column] : [],
        ),
      )
      return [heading, [...listed, ...declared]]
    }),
  )
  const said = [...sections.values()].flat()
  const tablesOf = (heading: string): ReadonlySet<string> =>
    new Set((sections.get(heading) ?? []).map((column) => column.split('.')[0] ?? ''))
  let tables: DataSource

  beforeAll(async () => {
    const namingStrategy = new ColumnNames()
    const options = { type: 'better-sqlite3', database: ':memory:', entities, namingStrategy } as const
    tables = await new DataSource(options).initialize()
  })
  afterAll(() => tables.destroy())

  test('is decided on, once', () => {
    const stored = tables.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns
        .filter(
          // The folded key of a text goes where its text goes.
          (one) =>
            !one.isVirtualProperty && !isTextKey(one) && (one.type === 'varchar' || one.type === 'text'),
        )
        .map(({ databaseName }) => `${tableName}.${databaseName}`),
    )
    expect(stored.length).toBeGreaterThan(120)
    expect([...said].sort()).toEqual([...stored].sort())
  })

  test('is deleted or pseudonymised where erasure does so', () => {
    const of = (references: readonly { readonly at: string }[]): readonly string[] =>
      references.map((one) => tableAndColumnOf(one).table)
    const deleted = [
      ...of(personReferences().filter(({ erasure }) => erasure === 'deleted')),
      ...of(addressReferences()),
    ]
    expect([...tablesOf('Deleted with the account')].sort()).toEqual([...new Set(deleted)].sort())
    const reported = personReferences().flatMap((one) =>
      (one.pseudonymised ?? []).map((column) => `${tableAndColumnOf(one).table}.${column}`),
    )
    expect(sections.get('Pseudonymised')?.filter((column) => !column.startsWith('users.'))).toEqual(reported)
  })
})
