import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { FakeVatRegister, vies, viesSettings } from '../../src/platform/vat-check'

const number = { prefix: 'DE', number: '136695976' }

describe('VIES', () => {
  let server: Server
  let respond: (request: IncomingMessage, response: ServerResponse) => void

  beforeAll(async () => {
    server = createServer((request, response) => respond(request, response)).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/check`
  const ask = (timeoutMs = 2_000) => vies({ url: url(), timeoutMs }).ask(number)
  const answerWith = (status: number, body: string) => {
    respond = (request, response) => {
      request.resume()
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    }
  }

  it('is asked for prefix and number', async () => {
    const asked = new Promise<string>((resolve) => {
      respond = (request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          resolve(`${request.method ?? ''} ${Buffer.concat(chunks).toString()}`)
          response.end('{"valid":true}')
        })
      }
    })
    expect(await ask()).toBe('CONFIRMED')
    expect(await asked).toBe('POST {"countryCode":"DE","vatNumber":"136695976"}')
    expect(viesSettings.url).toMatch(/^https:\/\/ec\.europa\.eu\//)
  })

  it.each([
    ['CONFIRMED', 200, '{"countryCode":"DE","vatNumber":"136695976","valid":true,"name":"---"}'],
    ['CONFIRMED', 200, '{"valid":true,"userError":"VALID"}'],
    ['REFUSED', 200, '{"valid":false}'],
    ['REFUSED', 200, '{"valid":false,"userError":"INVALID"}'],
    ['UNREACHABLE', 200, '{"valid":false,"userError":"MS_UNAVAILABLE"}'],
    ['UNREACHABLE', 200, '{"valid":true,"userError":"INVALID"}'],
    ['UNREACHABLE', 200, '{"valid":false,"userError":"VALID"}'],
    ['UNREACHABLE', 200, '{"actionSucceed":false,"errorWrappers":[{"error":"MS_MAX_CONCURRENT_REQ"}]}'],
    ['UNREACHABLE', 200, '{"valid":"true"}'],
    ['UNREACHABLE', 200, '{}'],
    ['UNREACHABLE', 200, 'null'],
    ['UNREACHABLE', 200, '<html>maintenance</html>'],
    ['UNREACHABLE', 500, '{"valid":true}'],
    ['UNREACHABLE', 302, '{"valid":true}'],
  ])('is %s after %d %s', async (answer, status, body) => {
    answerWith(status, body)
    expect(await ask()).toBe(answer)
  })

  it('is UNREACHABLE when it never stops talking', async () => {
    answerWith(200, `{"valid":true,"name":"${'x'.repeat(70_000)}"}`)
    expect(await ask()).toBe('UNREACHABLE')
  })

  it('is UNREACHABLE when it takes too long to answer, or to finish answering', async () => {
    respond = () => undefined
    expect(await ask(100)).toBe('UNREACHABLE')
    respond = (_request, response) => response.write('{"valid":')
    expect(await ask(100)).toBe('UNREACHABLE')
  })

  it('is UNREACHABLE when nobody listens', async () => {
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    gone.close()
    await once(gone, 'close')
    expect(await vies({ url: `http://127.0.0.1:${port}`, timeoutMs: 1_000 }).ask(number)).toBe('UNREACHABLE')
  })
})

describe('the fake register', () => {
  it('knows its numbers, refuses others, and can be taken off the net', async () => {
    const register = new FakeVatRegister(new Set(['DE136695976']))
    expect(await register.ask(number)).toBe('CONFIRMED')
    expect(await register.ask({ prefix: 'DE', number: '111111125' })).toBe('REFUSED')
    register.reachable = false
    expect(await register.ask(number)).toBe('UNREACHABLE')
    expect(register.asked).toHaveLength(3)
  })
})
