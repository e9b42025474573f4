import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { createConnection } from 'mysql2/promise'
import { openDatabaseAt } from '../../ormconfig'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { personas } from '../../schema/world/demo/personas'
import { testDatabases } from '../support/test-databases'

const GRACE_MS = 600
const SLOW = '{ subProcessors(first: 1) { nodes { id } } }'
const RENAME = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { userErrors { code } } }`
const COLUMNS = `'n' AS name, 'p' AS purpose, 'd' AS data, 'CH' AS country, '2026-01-01' AS valid_from, NULL AS valid_to`
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.each(testDatabases)('a gateway whose database is busy, on $name', ({ name, create }) => {
  let address: string
  let drop: () => Promise<void>
  let folder: string
  let child: ChildProcess
  let url: string
  let headers: Readonly<Record<string, string>>

  beforeAll(async () => {
    const empty = await create()
    address = empty.url
    drop = empty.drop
    const database = await openDatabaseAt(address)
    await fillDemoWorld(database)
    // WHY: changes refer to it.
    const runner = database.createQueryRunner()
    await runner.query(name === 'SQLite' ? 'PRAGMA foreign_keys = OFF' : 'SET FOREIGN_KEY_CHECKS = 0')
    await runner.query('DROP TABLE sub_processors')
    await runner.release()
    // Whoever reads the list never comes to an end.
    await database.query(
      name === 'SQLite'
        ? `CREATE VIEW sub_processors AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
           SELECT COUNT(*) AS id, ${COLUMNS} FROM n`
        : `CREATE VIEW sub_processors AS SELECT SLEEP(60) AS id, ${COLUMNS}`,
    )
    await database.destroy()
  })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mandate-stopping-'))
    const env = {
      PATH: process.env['PATH'],
      DATA_DIR: folder,
      DATABASE_URL: address,
      PORT: '0',
      JOBS: 'off',
      SHUTDOWN_MS: String(GRACE_MS),
    }
    child = spawn(process.execPath, ['-r', '@swc-node/register', 'src/main.ts', 'serve'], { env })
    url = await addressOf(child)
    headers = { 'content-type': 'application/json', ...(await signedIn()) }
  })
  afterEach(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  afterAll(() => drop())

  const post = (body: object) =>
    fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })

  async function signedIn(): Promise<Readonly<Record<string, string>>> {
    const persona = personas.find(({ key }) => key === 'client-owner')
    headers = { 'content-type': 'application/json' }
    const query = `mutation ($input: SignInInput!) { signIn(input: $input) { sessionToken } }`
    const input = { email: persona?.email, password: persona?.password }
    const answer = (await (await post({ query, variables: { input } })).json()) as {
      data: { signIn: { sessionToken: string } }
    }
    return { authorization: `Bearer ${answer.data.signIn.sessionToken}` }
  }

  /** How long it took to end after the signal. */
  const stop = async (): Promise<number> => {
    const end = once(child, 'exit')
    const start = performance.now()
    child.kill('SIGTERM')
    await end
    return performance.now() - start
  }

  test('answers health checks, and stops within its grace period, while lists are read without end', async () => {
    const asked = [1, 2, 3].map(() => post({ query: SLOW }).catch(() => undefined))
    expect(await Promise.race([...asked, pause(300).then(() => 'still asked')])).toBe('still asked')
    const health: number[] = []
    for (let turn = 0; turn < 10; turn += 1) {
      const start = performance.now()
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      health.push(performance.now() - start)
    }
    health.sort((a, b) => a - b)
    // The median: other tests run on the same machine.
    expect(health[5]).toBeLessThan(50)
    expect(await stop()).toBeLessThan(GRACE_MS + 2500)
    await Promise.all(asked)
  })

  test('stops within its grace while a write waits for somebody else', async () => {
    const release = await hold(address)
    const input = { organisationId: idOf('organisation/lakeside'), name: 'Another name' }
    const asked = post({ query: RENAME, variables: { input } }).catch(() => undefined)
    expect(await Promise.race([asked, pause(300).then(() => 'still asked')])).toBe('still asked')
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(await stop()).toBeLessThan(GRACE_MS + 2500)
    await asked
    await release()
  })
})

async function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()))
  for (;;) {
    const found = /Mandate answers on (\S+)/.exec(said)?.[1]
    if (found !== undefined) return found
    if (child.exitCode !== null) throw new Error(`The gateway ended:\n${said}`)
    await pause(30)
  }
}

/** Somebody else writes, for long. */
async function hold(address: string): Promise<() => Promise<void>> {
  if (address.startsWith('sqlite:')) {
    const holder = new BetterSqlite3(address.slice('sqlite:'.length))
    holder.exec('BEGIN IMMEDIATE')
    return () => Promise.resolve(void holder.close())
  }
  const holder = await createConnection(address)
  await holder.beginTransaction()
  await holder.query('SELECT id FROM organisations FOR UPDATE')
  return () => holder.end()
}
