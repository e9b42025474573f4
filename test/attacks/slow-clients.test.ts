import { connect, type Socket } from 'node:net'
import { fillDemoWorld } from '../../schema/world/demo/fill-demo-world'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'
import { eachDatabase } from '../support/databases'

/** Short, so that the test is; the server looks every so often. */
const TIMEOUT_MS = 700
const PATIENCE_MS = 15_000

eachDatabase((_name, open) => {
  let gateway: RunningGateway
  const sockets: Socket[] = []

  beforeAll(async () => {
    const database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database, { REQUEST_TIMEOUT_MS: String(TIMEOUT_MS) })
  })
  afterAll(async () => {
    for (const socket of sockets) socket.destroy()
    await gateway.close()
  })

  /** Sends the beginning, then a letter every 100 ms; how long it was borne, and what it was told. */
  const slowly = (
    beginning: string,
    drop: string,
  ): Promise<{ readonly after: number; readonly told: string }> =>
    new Promise((resolve, reject) => {
      const started = performance.now()
      const { hostname, port } = new URL(gateway.url)
      const socket = connect(Number(port), hostname, () => socket.write(beginning))
      sockets.push(socket)
      let told = ''
      const drip = setInterval(() => socket.write(drop), 100)
      const giveUp = setTimeout(() => {
        socket.destroy()
        reject(new Error('the server waits for ever'))
      }, PATIENCE_MS)
      socket.on('data', (chunk) => (told += chunk.toString('latin1')))
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(drip)
        clearTimeout(giveUp)
        resolve({ after: performance.now() - started, told })
      })
    })

  test.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'x'],
    [
      'a body',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"query":"',
      'x',
    ],
    [
      'a body without a length',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n',
      '1\r\nx\r\n',
    ],
  ])(
    'who sends %s without end is cut off, and holds up nobody',
    async (_what, beginning, drop) => {
      const many = Promise.all(Array.from({ length: 30 }, () => slowly(beginning, drop)))
      const { status } = await gateway.post({ query: '{ __typename }' })
      expect(status).toBe(200)
      for (const { after, told } of await many) {
        expect(after).toBeLessThan(PATIENCE_MS)
        expect(told).toMatch(/^$|^HTTP\/1\.1 4\d\d /)
      }
    },
    40_000,
  )
})
