import { connect, type Socket } from 'node:net'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { startProbe } from '../http/start-probe'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'

/** Short, so that the test is; the server looks every so often. */
const TIMEOUT_MS = 700
/** What `gateway.ts` grants to headers at most. */
const HEADERS_MS = 10_000
const PATIENCE_MS = 25_000

const HEADERS = ['POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ', 'x'] as const

const sockets: Socket[] = []
afterAll(() => {
  for (const socket of sockets) socket.destroy()
})

/** Sends the beginning, then a letter every 100 ms. Resolves to how long the connection lived, and to the answer. */
const slowly = (
  url: string,
  [beginning, drop]: readonly [string, string],
): Promise<{ readonly after: number; readonly reported: string }> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const { hostname, port } = new URL(url)
    let drip: NodeJS.Timeout | undefined
    // WHY only then: a letter that is written before the connection stands comes before the beginning.
    const socket = connect(Number(port), hostname, () => {
      socket.write(beginning)
      drip = setInterval(() => socket.write(drop), 100)
    })
    sockets.push(socket)
    let reported = ''
    const giveUp = setTimeout(() => {
      socket.destroy()
      reject(new Error('the server waits for ever'))
    }, PATIENCE_MS)
    socket.on('data', (chunk) => (reported += chunk.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(drip)
      clearTimeout(giveUp)
      resolve({ after: performance.now() - started, reported })
    })
  })

eachDatabase((_name, open) => {
  let gateway: RunningGateway

  beforeAll(async () => {
    const database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database, { REQUEST_TIMEOUT_MS: String(TIMEOUT_MS) })
  })
  afterAll(() => gateway.close())

  test.each([
    ['headers', ...HEADERS],
    [
      'a body',
      'POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"query":"',
      'x',
    ],
    [
      'a body without a length',
      'POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n',
      '1\r\nx\r\n',
    ],
  ])(
    'who sends %s without end is cut off, and holds up nobody',
    async (_what, beginning, drop) => {
      const many = Promise.all(Array.from({ length: 30 }, () => slowly(gateway.url, [beginning, drop])))
      const { status } = await gateway.post({ query: '{ __typename }' })
      expect(status).toBe(200)
      for (const { after, reported } of await many) {
        expect(after).toBeGreaterThanOrEqual(TIMEOUT_MS)
        expect(reported).toMatch(/^HTTP\/1\.1 408 /)
      }
    },
    40_000,
  )
})

test('where requests may take long, headers may still not', async () => {
  const { url } = await startProbe({ environment: { REQUEST_TIMEOUT_MS: '60000' } })
  const { after, reported } = await slowly(url, HEADERS)
  expect(after).toBeGreaterThanOrEqual(HEADERS_MS)
  expect(reported).toMatch(/^HTTP\/1\.1 408 /)
}, 40_000)
