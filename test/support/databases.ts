import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { type DatabaseSettings } from '../../src/platform/database/open-database'
import { createMigrated } from './migrated-databases'
import { type TestDatabase, testDatabases } from './test-databases'

/** Opens a fresh database of one kind: migrated, empty. It is closed and dropped after the tests of its block. */
export type Open = (sqlite?: DatabaseSettings['sqlite']) => Promise<DataSource>

/** The same tests on SQLite and on MariaDB: `eachDatabase((name, open) => { beforeAll(async () => { db = await open() }) … })`. */
export function eachDatabase(tests: (name: TestDatabase['name'], open: Open) => void): void {
  for (const kind of testDatabases) {
    describe(`on ${kind.name}`, () => {
      const undo: (() => Promise<void>)[] = []

      afterAll(async () => {
        for (const step of undo.reverse()) await step()
      })

      // WHY: most tests ask what is answered, thousands of times; those about waiting for each other say so.
      tests(kind.name, async (sqlite = 'in this process') => {
        const { url, drop } = await createMigrated(kind)
        undo.push(drop)
        const database = await openDatabaseAt(url, { connections: 4, statementTimeoutSeconds: 60, sqlite })
        undo.push(() => database.destroy())
        return database
      })
    })
  }
}
