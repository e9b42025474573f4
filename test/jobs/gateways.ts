import type { DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { type TestDatabase, testDatabases } from '../support/test-databases'

/** Two gateways on one database: each with connections of its own where the database is a server. */
export interface Gateways {
  readonly first: DataSource
  readonly second: DataSource
  close(): Promise<void>
}

/** The same tests on every database, with two gateways: `eachPair((open) => { beforeAll(async () => { pair = await open() }) … })`. */
export function eachPair(tests: (open: () => Promise<Gateways>, name: TestDatabase['name']) => void): void {
  for (const kind of testDatabases) {
    describe(`on ${kind.name}`, () => tests(() => openPair(kind), kind.name))
  }
}

async function openPair(kind: TestDatabase): Promise<Gateways> {
  const { url, drop } = await kind.create()
  const settings = { connections: 4, statementTimeoutSeconds: 60 }
  const first = await openDatabaseAt(url, settings)
  // WHY the same one: a second connection to a file would wait without letting the first one go on.
  const second = kind.name === 'SQLite' ? first : await openDatabaseAt(url, settings)
  return {
    first,
    second,
    close: async () => {
      await first.destroy()
      if (second !== first) await second.destroy()
      await drop()
    },
  }
}
