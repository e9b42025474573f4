import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'

/** A kind of database the tests run on. `describe.each(testDatabases)('on $name', ({ create }) => …)` */
export interface TestDatabase {
  readonly name: 'SQLite' | 'MariaDB'
  /** Makes an empty database, for `dataSourceFor(url)`; drop it when done. */
  readonly create: () => Promise<EmptyDatabase>
}

export interface EmptyDatabase {
  readonly url: string
  readonly drop: () => Promise<void>
}

/** Both, always; a machine without MariaDB says so with `TEST_DATABASES=sqlite`, which CI refuses. */
export const testDatabases: readonly TestDatabase[] = chosen()

function chosen(): readonly TestDatabase[] {
  const sqlite: TestDatabase = { name: 'SQLite', create: createSqlite }
  const mariadb: TestDatabase = { name: 'MariaDB', create: createMariadb }
  switch (process.env['TEST_DATABASES']) {
    case undefined:
      return [sqlite, mariadb]
    case 'sqlite':
      if (process.env['CI'] !== undefined) throw new Error('TEST_DATABASES=sqlite: CI tests both databases.')
      return [sqlite]
    default:
      throw new Error('TEST_DATABASES must be `sqlite`, or unset for both.')
  }
}

async function createSqlite(): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-test-'))
  return {
    url: `sqlite:${join(folder, 'test.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

async function createMariadb(): Promise<EmptyDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) throw new Error('test/runner/mariadb.cjs names a server before the tests start.')
  const name = `mandate_test_${randomBytes(6).toString('hex')}`
  await execute(server, `CREATE DATABASE ${name}`)
  return {
    url: `${server.replace(/\/$/, '')}/${name}`,
    drop: () => execute(server, `DROP DATABASE ${name}`),
  }
}

async function execute(server: string, statement: string): Promise<void> {
  const connection = await createConnection({ uri: server, connectTimeout: 5000 }).catch((cause: unknown) => {
    throw new Error(
      'The MariaDB of TEST_DATABASE_URL does not answer: start it, or unset the variable, and the tests start their own.',
      { cause },
    )
  })
  try {
    await connection.query(statement)
  } finally {
    await connection.end()
  }
}
