import { createHash, randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise'
import { openDatabaseAt } from '../../ormconfig'
import type { EmptyDatabase, TestDatabase } from './test-databases'

const root = resolve(__dirname, '../..')

/**
 * A database with all tables, as the migrations leave it. WHY not migrated each time: some hundred test files do it, and the
 * migrations change the same tables again and again. They run once for a state of the source; what they made is copied.
 */
export async function createMigrated(kind: TestDatabase): Promise<EmptyDatabase> {
  const empty = await kind.create()
  try {
    if (kind.name === 'SQLite') copyFileSync(await sqliteFile(kind), empty.url.replace(/^sqlite:/, ''))
    else await runScript(empty.url, await mariadbScript(kind))
    return empty
  } catch (problem) {
    await empty.drop()
    throw problem
  }
}

async function sqliteFile(kind: TestDatabase): Promise<string> {
  return keptFile('sqlite.db', async (path) => {
    const { url, drop } = await migrated(kind)
    copyFileSync(url.replace(/^sqlite:/, ''), path)
    await drop()
  })
}

async function mariadbScript(kind: TestDatabase): Promise<string> {
  const path = await keptFile('mariadb.sql', async (path) => {
    const { url, drop } = await migrated(kind)
    const connection = await createConnection({ uri: url, dateStrings: true })
    writeFileSync(path, await scriptOf(connection))
    await connection.end()
    await drop()
  })
  return readFileSync(path, 'utf8')
}

/** The same file for the same source. Several workers may make it at once: each writes its own and puts it in place whole. */
async function keptFile(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const folder = join(root, '.cache/test-databases')
  const path = join(folder, `${sourceHash()}-${name}`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const own = `${path}.${randomBytes(6).toString('hex')}`
  await make(own)
  renameSync(own, path)
  return path
}

async function migrated(kind: TestDatabase): Promise<EmptyDatabase> {
  const empty = await kind.create()
  const settings = { connections: 1, statementTimeoutSeconds: 60, sqlite: 'in this process' } as const
  const database = await openDatabaseAt(empty.url, settings)
  // WHY: what the log holds must be in the file that is copied.
  if (kind.name === 'SQLite') await database.query('PRAGMA wal_checkpoint(TRUNCATE)')
  await database.destroy()
  return empty
}

/** What a migration may depend on: the nouns, and the folder that opens databases. */
function sourceHash(): string {
  // One worker asks for many test files; it does not live longer than the state of the source.
  const held = globalThis as { migratedSourceHash?: string }
  return (held.migratedSourceHash ??= hashOf([
    'schema',
    'src/platform/database',
    'ormconfig.ts',
    'package-lock.json',
  ]))
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesUnder))
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  return hash.digest('hex').slice(0, 16)
}

function filesUnder(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(path, name))
}

/** The statements that make the same tables, rows and triggers in an empty database. */
async function scriptOf(connection: Connection): Promise<string> {
  const asked = async (text: string): Promise<RowDataPacket[]> =>
    (await connection.query<RowDataPacket[]>(text))[0]
  const statements = ['SET FOREIGN_KEY_CHECKS = 0']
  const tables = (await asked('SHOW TABLES')).map((row) => String(Object.values(row)[0]))
  for (const table of tables) {
    const [made] = await asked(`SHOW CREATE TABLE \`${table}\``)
    statements.push(String(made?.['Create Table']))
    const rows = await asked(`SELECT * FROM \`${table}\``)
    for (const row of rows) statements.push(connection.format('INSERT INTO ?? SET ?', [table, { ...row }]))
  }
  for (const { Trigger } of await asked('SHOW TRIGGERS')) {
    const [made] = await asked(`SHOW CREATE TRIGGER \`${String(Trigger)}\``)
    statements.push(String(made?.['SQL Original Statement']).replace(/DEFINER=\S+ /, ''))
  }
  return statements.join(';\n')
}

async function runScript(url: string, script: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true, charset: 'UTF8MB4_BIN' })
  try {
    await connection.query(script)
  } finally {
    await connection.end()
  }
}
