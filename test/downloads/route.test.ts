import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { parse } from 'graphql'
import { type DataSource } from 'typeorm'
import { openDatabaseAt } from '../../ormconfig'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { mandateOn } from '../../src/app/mandate-on'
import { type Environment } from '../../src/app/settings'
import { type Download, type OpenedFile, type DownloadQuery, type ReadAs } from '../../src/http/download'
import { csvStream } from '../../src/platform/csv'
import { gatewayOver, type RunningGateway } from '../support/gateway-on'

const PERSONA = 'partner-switched'
const question: DownloadQuery = { document: parse('{ viewer { user { name } } }') }

let database: DataSource
let gateway: RunningGateway
/** The outcome of the opened streams. */
let closed: string[] = []

beforeAll(async () => {
  database = await openDatabaseAt('sqlite::memory:')
  await fillDemoWorld(database)
  gateway = await start()
})
afterAll(async () => {
  await gateway.close()
  await database.destroy()
})
beforeEach(() => {
  closed = []
})

describe('the principal', () => {
  test('signed out: unauthenticated, and only where there is a download', async () => {
    const known = await fetch(`${gateway.url}/downloads/text`)
    expect([known.status, (await errorOf(known)).extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
    const unknown = await fetch(`${gateway.url}/downloads/other`)
    expect([unknown.status, (await errorOf(unknown)).extensions.code]).toEqual([404, 'NOT_FOUND'])
  })

  test('by the cookie of a browser as by the header', async () => {
    const { authorization } = (await gateway.headersOf(PERSONA)) as { readonly authorization: string }
    const cookie = `mandate_session=${authorization.slice('Bearer '.length)}`
    expect(await (await fetch(`${gateway.url}/downloads/text`, { headers: { cookie } })).text()).toBe(
      'Simon Vogel',
    )
    expect(await (await get('text')).text()).toBe('Simon Vogel')
  })

  test('acting where one is no member: not found', async () => {
    const headers = { ...(await gateway.headersOf(PERSONA)), 'x-organisation': 'Organisation:2' }
    expect((await fetch(`${gateway.url}/downloads/text`, { headers })).status).toBe(404)
  })

  test('not from the page of somebody else', async () => {
    const headers = { ...(await gateway.headersOf(PERSONA)), origin: 'https://evil.example' }
    expect((await fetch(`${gateway.url}/downloads/text`, { headers })).status).toBe(403)
  })

  test.each(['POST', 'PUT', 'DELETE'])('%s is no way to fetch', async (method) => {
    expect((await get('text', { method })).status).toBe(404)
  })
})

describe('what is said', () => {
  test('a refusal, in the form of every other', async () => {
    const answer = await get('refused')
    expect(answer.status).toBe(403)
    expect(answer.headers.get('content-disposition')).toBeNull()
    expect(await errorOf(answer)).toMatchObject({ message: 'Not today.', extensions: { code: 'FORBIDDEN' } })
  })

  test('something unexpected is masked', async () => {
    const answer = await get('mistaken')
    expect(answer.status).toBe(500)
    const error = await errorOf(answer)
    expect(error.extensions).toMatchObject({ code: 'INTERNAL', correlationId: expect.any(String) })
    expect(JSON.stringify(error)).not.toContain('secret')
  })

  test('a name that no header reads otherwise', async () => {
    const answer = await get('named')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a-b-c.txt"')
  })

  test('HEAD: as GET, without the file, and its source is closed', async () => {
    const answer = await get('endless', { method: 'HEAD' })
    expect(answer.headers.get('content-type')).toBe('text/csv')
    expect(await answer.text()).toBe('')
  })
})

describe('a stream', () => {
  test('that fails on its way breaks the connection: it never looks whole', async () => {
    const answer = await get('broken')
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  test('ends with its caller', async () => {
    const leaving = new AbortController()
    const answer = await get('endless', { signal: leaving.signal })
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    leaving.abort()
    await until(() => closed.includes('endless'))
    expect(closed).toEqual(['endless'])
  })

  test('is broken off where its caller stops reading', async () => {
    const impatient = await start({ REQUEST_TIMEOUT_MS: '300' })
    const socket = await silent(impatient, 'endless')
    await until(() => closed.includes('endless'))
    expect(closed).toEqual(['endless'])
    socket.destroy()
    await impatient.close()
  })

  test('breaks off where the rights of its caller are gone', async () => {
    const own = await start()
    const headers = await own.headersOf(PERSONA)
    const answer = await fetch(`${own.url}/downloads/reading`, { headers })
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await database.query('UPDATE memberships SET role = ? WHERE id = ?', ['EXTERNAL', await membership()])
    try {
      await expect(drain(reader)).rejects.toThrow('terminated')
    } finally {
      await database.query('UPDATE memberships SET role = ? WHERE id = ?', ['OWNER', await membership()])
      await own.close()
    }
  })

  test('takes a place among the requests at hand, and gives it back', async () => {
    const narrow = await start({ MAX_IN_FLIGHT: '1' })
    const headers = await narrow.headersOf(PERSONA)
    const leaving = new AbortController()
    const first = await fetch(`${narrow.url}/downloads/endless`, { headers, signal: leaving.signal })
    const second = await fetch(`${narrow.url}/downloads/text`, { headers })
    expect([first.status, second.status, second.headers.get('retry-after')]).toEqual([200, 429, '1'])
    leaving.abort()
    await until(() => closed.includes('endless'))
    expect((await fetch(`${narrow.url}/downloads/text`, { headers })).status).toBe(200)
    await narrow.close()
  })
})

describe('too much', () => {
  test('four streams at once, and not five; whole files are no streams', async () => {
    const leaving = new AbortController()
    // The answers are kept: fetch breaks off the stream of an answer that the collector took.
    const answers: Response[] = []
    for (let n = 0; n < 5; n += 1) answers.push(await get('endless', { signal: leaving.signal }))
    expect((await get('text')).status).toBe(200)
    leaving.abort()
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429])
    await until(() => closed.length === 4)
    const again = new AbortController()
    expect((await get('endless', { signal: again.signal })).status).toBe(200)
    again.abort()
  })

  test('requests are counted with those of GraphQL', async () => {
    const strict = await start({ REQUESTS_PER_MINUTE: '3' })
    const headers = await strict.headersOf(PERSONA)
    const statuses = []
    for (let n = 0; n < 3; n += 1)
      statuses.push((await fetch(`${strict.url}/downloads/text`, { headers })).status)
    expect(statuses).toEqual([200, 200, 429])
    await strict.close()
  })

  test('what is read costs as it does in an operation; a file that has begun waits', async () => {
    // Enough for the session is another address's; a file costs 500, and each page of it a little more.
    const headers = await gateway.headersOf(PERSONA)
    const poor = await start({ COST_PER_MINUTE: '530' })
    const answer = await fetch(`${poor.url}/downloads/reading`, { headers })
    expect(answer.status).toBe(200)
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    const outcome = await Promise.race([drain(reader).then(() => 'ended'), setTimeout(1500, 'waits')])
    expect(outcome).toBe('waits')
    const refused = await fetch(`${poor.url}/downloads/text`, { headers })
    expect([refused.status, (await errorOf(refused)).extensions.code]).toEqual([429, 'RATE_LIMITED'])
    await poor.close()
  })
})

function start(environment: Environment = {}): Promise<RunningGateway> {
  const { engine } = mandateOn(database, { secret: Buffer.alloc(32, 7), maximumCost: 1_000_000 })
  return gatewayOver({ engine, dataSource: database, downloads }, environment)
}

async function get(name: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${gateway.url}/downloads/${name}`, { ...init, headers: await gateway.headersOf(PERSONA) })
}

/** Asks, and then never reads what comes. */
async function silent(to: RunningGateway, name: string): Promise<Socket> {
  const headers = Object.entries(await to.headersOf(PERSONA)).map(([key, value]) => `${key}: ${value}\r\n`)
  const socket = connect(Number(new URL(to.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.pause()
  socket.write(`GET /downloads/${name} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers.join('')}\r\n`)
  return socket
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (;;) if ((await reader.read()).done) return
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) await setTimeout(50)
}

async function membership(): Promise<number> {
  const [row] = await database.query<readonly { readonly id: number }[]>(
    `SELECT m.id FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.email = 'simon.vogel@kontrast.example'`,
  )
  return row?.id ?? 0
}

interface Refusal {
  readonly message: string
  readonly extensions: Readonly<Record<string, unknown>>
}

async function errorOf(response: Response): Promise<Refusal> {
  const { errors } = (await response.json()) as { readonly errors: readonly [Refusal] } // asserted by the caller
  return errors[0]
}

const downloads: readonly Download[] = [
  download('text', async ({ read }) => {
    const { viewer } = (await read(question, {})) as {
      readonly viewer: { readonly user: { readonly name: string } }
    } // as asked
    return { kind: 'file', name: 'text.txt', type: 'text/plain', body: Buffer.from(viewer.user.name) }
  }),
  download('named', () =>
    Promise.resolve({ kind: 'file', name: '..a"\r\nb/ c.txt', type: 'text/plain', body: Buffer.from('x') }),
  ),
  download('refused', () => Promise.resolve({ kind: 'refused', code: 'FORBIDDEN', message: 'Not today.' })),
  download('mistaken', () => Promise.reject(new Error('secret'))),
  download('endless', () => Promise.resolve(fileOf(rows('endless', Infinity)))),
  download('broken', () => Promise.resolve(fileOf(rows('broken', 300)))),
  download('reading', ({ read }) => Promise.resolve(fileOf(readingRows(read)))),
]

function download(name: string, open: Download['open']): Download {
  return { path: new RegExp(`^/downloads/${name}$`), tried: () => [], open }
}

function fileOf(source: AsyncIterable<readonly string[]>): OpenedFile {
  return { kind: 'file', name: 'rows.csv', type: 'text/csv', body: csvStream(['row'], source) }
}

async function* rows(name: string, failsAfter: number): AsyncGenerator<readonly string[]> {
  try {
    for (let n = 0; ; n += 1) {
      if (n >= failsAfter) throw new Error('the source broke')
      await Promise.resolve()
      yield ['x'.repeat(1000)]
    }
  } finally {
    closed.push(name)
  }
}

/** Reads before each row, a hundred times. */
async function* readingRows(read: ReadAs): AsyncGenerator<readonly string[]> {
  for (let n = 0; n < 100; n += 1) {
    await read(question, {})
    await setTimeout(20)
    yield ['x'.repeat(20_000)]
  }
}
