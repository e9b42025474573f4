import { createMigrated } from './migrated-databases'
import { type EmptyDatabase, type TestDatabase, testDatabases } from './test-databases'

/** Makes a database on MariaDB: with all tables, or empty. */
export interface OnMariadb {
  readonly create: () => Promise<EmptyDatabase>
  readonly createEmpty: TestDatabase['create']
}

/** Tests of what only a server does: several connections at once, locks, pools. Without MariaDB they count as skipped. */
export function onMariadb(title: string, tests: (made: OnMariadb) => void): void {
  const kind = testDatabases.find(({ name }) => name === 'MariaDB')
  const absent: TestDatabase['create'] = () =>
    Promise.reject(new Error('TEST_DATABASES=sqlite: there is no MariaDB.'))
  const block = kind === undefined ? describe.skip : describe
  block(`${title}on MariaDB`, () => {
    tests({
      create: () => (kind === undefined ? absent() : createMigrated(kind)),
      createEmpty: kind?.create ?? absent,
    })
  })
}
