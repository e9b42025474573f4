import BetterSqlite3 from 'better-sqlite3'
import { createConnection } from 'mysql2/promise'
import { type DataSource } from 'typeorm'
import { fillDemoWorld, idOf } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'

const DEADLINE_MS = 1500
/** What somebody else asks, who should not notice anything. */
const TRIVIAL = '{ viewer { user { id } } }'
/** The list that is made slow. */
const SLOW = '{ invoices(first: 1) { nodes { id } } }'
const RENAME = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { userErrors { code } } }`
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

eachDatabase((name, open) => {
  let database: DataSource
  let gateway: RunningGateway
  let slow = false
  let headers: Readonly<Record<string, string>>
  let others: Readonly<Record<string, string>>
  const endless =
    name === 'SQLite'
      ? 'WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) AS id FROM n'
      : 'SELECT SLEEP(50) AS id'

  beforeAll(async () => {
    database = await open('in processes')
    await fillDemoWorld(database)
    const query = database.query.bind(database)
    database.query = <Answer>(...[text, ...rest]: Parameters<DataSource['query']>) =>
      slow && /\binvoices\b/.test(text) ? query<Answer>(endless) : query<Answer>(text, ...rest)
    gateway = await gatewayOn(database, { OPERATION_TIMEOUT_MS: String(DEADLINE_MS) })
    headers = await gateway.headersOf('client-owner')
    others = await gateway.headersOf('stranger')
    // What starts with the first use is not what is measured.
    await Promise.all([gateway.post({ query: SLOW }, headers), gateway.post({ query: TRIVIAL }, others)])
  })
  beforeEach(() => (slow = false))
  afterAll(() => gateway.close())

  /** Whether the slow statement still runs at all. */
  const stillRuns = async (): Promise<boolean> => {
    if (name === 'SQLite') return false
    const rows = await database.query<{ n: number }[]>(
      `SELECT COUNT(*) AS n FROM information_schema.processlist
       WHERE db = DATABASE() AND info LIKE 'SELECT SLEEP(50)%'`,
    )
    return Number(rows[0]?.n) > 0
  }

  test('an operation that takes too long is ended with its statements, and says that it asked for too much', async () => {
    slow = true
    const start = performance.now()
    const { body } = await gateway.post({ query: SLOW }, headers)
    expect(body.errors).toMatchObject([{ path: ['invoices'], extensions: { code: 'COST_EXCEEDED' } }])
    expect(performance.now() - start).toBeLessThan(DEADLINE_MS + 2000)
    expect(await stillRuns()).toBe(false)
    slow = false
    expect((await gateway.post({ query: SLOW }, headers)).body.errors).toBeUndefined()
  })

  test('while one caller waits for many, another is answered, and so are health checks', async () => {
    slow = true
    const order: string[] = []
    const flood = Array.from({ length: 12 }, () =>
      gateway.post(
        { query: `{ a: invoices(first: 1) { nodes { id } } b: invoices(first: 2) { nodes { id } } }` },
        headers,
      ),
    )
    const all = Promise.all(flood).then(() => order.push('flood'))
    await pause(50)
    const health: number[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      const { body } = await gateway.post({ query: TRIVIAL }, others)
      expect(body).toMatchObject({ data: { viewer: { user: { id: expect.stringMatching(/^User:/) } } } })
      order.push('other')
      const start = performance.now()
      expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)
      health.push(performance.now() - start)
    }
    await all
    expect(order).toEqual(['other', 'other', 'other', 'other', 'other', 'flood'])
    expect(Math.min(...health)).toBeLessThan(50)
    expect(await stillRuns()).toBe(false)
  })

  test('a caller that goes away takes its statements along', async () => {
    slow = true
    const leaving = new AbortController()
    const asked = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: SLOW }),
      signal: leaving.signal,
    })
    await pause(150)
    leaving.abort()
    await expect(asked).rejects.toThrow()
    slow = false
    const start = performance.now()
    expect((await gateway.post({ query: SLOW }, headers)).body.errors).toBeUndefined()
    // On SQLite the caller's one reader was freed before the deadline would have done it.
    expect(performance.now() - start).toBeLessThan(DEADLINE_MS - 200)
    expect(await stillRuns()).toBe(false)
  })

  test('a mutation that waits too long is undone as a whole and may be sent again', async () => {
    const release = name === 'SQLite' ? holdFile(database) : await holdRow(database)
    const organisationId = idOf('organisation/lakeside')
    const asked = () =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({
          query: RENAME,
          variables: { input: { organisationId, name: 'Another name' } },
        }),
      })
    const nameNow = async () =>
      (
        await database.query<{ name: string }[]>('SELECT name FROM organisations WHERE id = ?', [
          organisationId.split(':')[1],
        ])
      )[0]?.name
    const before = await nameNow()
    const response = await asked()
    const body = (await response.json()) as { errors: object[] }
    expect(body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } }])
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
    await release()
    expect(await nameNow()).toBe(before)
    expect(await (await asked()).json()).toMatchObject({ data: { updateOrganisation: { userErrors: [] } } })
    expect(await nameNow()).toBe('Another name')
  })
})

type Release = () => Promise<void>

/** Another process writes to the file, for long. */
function holdFile({ options }: DataSource): Release {
  const holder = new BetterSqlite3(String(options.database))
  holder.exec('BEGIN IMMEDIATE')
  return () => {
    holder.exec('ROLLBACK')
    holder.close()
    return Promise.resolve()
  }
}

/** Another client of the server holds the Organisation, for long. */
async function holdRow({ options }: DataSource): Promise<Release> {
  if (options.type !== 'mysql') throw new Error('A server is expected.')
  const { host = '', port = 0, username: user = '', password, database = '' } = options
  const holder = await createConnection({ host, port, user, password: password ?? '', database })
  await holder.beginTransaction()
  await holder.query('SELECT id FROM organisations WHERE id = ? FOR UPDATE', [
    Number(idOf('organisation/lakeside').split(':')[1]),
  ])
  return async () => {
    await holder.rollback()
    await holder.end()
  }
}
