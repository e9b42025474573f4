import { randomBytes } from 'node:crypto'
import type { ConnectedDatabase } from '../../data/connected-database'
import type { DemoHouse } from './demo-house'
import { makeDemoHouse } from './demo-house'
import type { PolicyParts } from './policy-parts'

export type DatabaseChoice = 'both' | 'sqlite' | 'mariadb'

/** A database made for the scenarios alone, and gone afterwards. */
export interface ScenarioDatabase {
  readonly name: 'SQLite' | 'MariaDB'
  open(parts: PolicyParts): Promise<DemoHouse>
}

/** INVARIANT: a server that was asked for and does not answer is a failure, never skipped. */
export function databasesFor(
  choice: DatabaseChoice,
  environment: NodeJS.ProcessEnv,
): readonly ScenarioDatabase[] {
  const server = environment['TEST_DATABASE_URL'] ?? 'mysql://root@127.0.0.1:3306'
  const sqlite: ScenarioDatabase = {
    name: 'SQLite',
    open: (parts) => makeDemoHouse(parts, 'sqlite::memory:'),
  }
  const mariadb: ScenarioDatabase = { name: 'MariaDB', open: (parts) => openOnServer(parts, server) }
  switch (choice) {
    case 'both':
      return [sqlite, mariadb]
    case 'sqlite':
      return [sqlite]
    case 'mariadb':
      return [mariadb]
  }
}

async function openOnServer(parts: PolicyParts, server: string): Promise<DemoHouse> {
  const name = `mandate_scenarios_${randomBytes(6).toString('hex')}`
  const house = await makeDemoHouse(parts, `${server.replace(/\/+$/, '')}/${name}`).catch(
    (cause: unknown) => {
      throw new Error(
        'The scenarios need MariaDB: start one on 127.0.0.1:3306, name one in TEST_DATABASE_URL, or choose --database sqlite.',
        { cause },
      )
    },
  )
  return { ...house, close: () => dropAndClose(house.dataSource, name) }
}

async function dropAndClose(dataSource: ConnectedDatabase, name: string): Promise<void> {
  try {
    await dataSource.query(`DROP DATABASE ${name}`)
  } finally {
    await dataSource.destroy()
  }
}
