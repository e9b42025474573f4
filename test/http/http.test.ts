import { connect } from 'node:net'
import { codes, post, startProbe, type Running } from './start-probe'

const ping = { query: '{ __typename }' }
let running: Running
beforeAll(async () => {
  running = await startProbe({
    environment: {
      MAX_BODY_BYTES: '5000',
      CORS_ORIGINS: 'https://app.example.org',
      REQUEST_TIMEOUT_MS: '500',
    },
  })
})

describe('bodies', () => {
  const send = (body: string | Buffer, headers: Record<string, string>) =>
    fetch(running.graphql, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers })

  test.each([
    ['malformed JSON', '{"query":', { 'content-type': 'application/json' }, 400, 'BAD_USER_INPUT'],
    [
      'bytes that are no UTF-8',
      Buffer.from([0x22, 0xff, 0x22]),
      { 'content-type': 'application/json' },
      400,
      'BAD_USER_INPUT',
    ],
    ['no content type', JSON.stringify(ping), { 'content-type': '' }, 415, 'BAD_USER_INPUT'],
    [
      'a form',
      'query={__typename}',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'BAD_USER_INPUT',
    ],
    ['plain text', JSON.stringify(ping), { 'content-type': 'text/plain' }, 415, 'BAD_USER_INPUT'],
    [
      'another charset',
      JSON.stringify(ping),
      { 'content-type': 'application/json; charset=utf-16' },
      415,
      'BAD_USER_INPUT',
    ],
    [
      'a compressed body',
      'x',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      415,
      'BAD_USER_INPUT',
    ],
    [
      'an oversized body',
      JSON.stringify({ query: 'x'.repeat(6000) }),
      { 'content-type': 'application/json' },
      413,
      'COST_EXCEEDED',
    ],
    ['a batch', JSON.stringify([ping, ping]), { 'content-type': 'application/json' }, 400, 'BAD_USER_INPUT'],
    ['a string', '"{ __typename }"', { 'content-type': 'application/json' }, 400, 'BAD_USER_INPUT'],
    ['no query', '{"variables":{}}', { 'content-type': 'application/json' }, 400, 'BAD_USER_INPUT'],
    [
      'a query that is no text',
      '{"query":{"kind":"Document"}}',
      { 'content-type': 'application/json' },
      400,
      'BAD_USER_INPUT',
    ],
  ] as const)('%s is refused with a code', async (_name, body, headers, status, code) => {
    const response = await send(body, headers)
    const text = await response.text()
    expect([
      response.status,
      (JSON.parse(text) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
    ]).toEqual([status, code])
    expect(text).not.toMatch(/stack|\.ts|node_modules/)
  })

  test('an oversized body without a stated length is cut off', async () => {
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(4096).fill(32)),
    })
    const request = fetch(running.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    })
    const outcome = await request.then(
      ({ status }) => status,
      () => 'connection closed',
    )
    expect([413, 'connection closed']).toContain(outcome)
    expect((await post(running.graphql, ping)).status).toBe(200)
  })
})

describe('methods and paths', () => {
  test.each([
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 200],
    ['GET', '/', 200],
    ['GET', '/graphiql', 200],
    ['GET', '/graphiql/graphiql.js', 200],
    ['POST', '/graphiql', 404],
    ['GET', '/graphiql/../package.json', 404],
    ['GET', '/graphiql/%2e%2e/page.js', 404],
    ['GET', '/nothing', 404],
    ['PUT', '/graphql', 405],
    ['DELETE', '/graphql', 405],
  ])('%s %s answers %i', async (method, path, status) => {
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: { 'apollo-require-preflight': '1' },
    })
    expect(response.status).toBe(status)
  })

  test('a mutation does not go through GET', async () => {
    const url = `${running.graphql}?query=${encodeURIComponent('mutation { signOut { userErrors { code } } }')}`
    const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('the page loads nothing from elsewhere', async () => {
    const page = await fetch(`${running.url}/`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    const html = await page.text()
    expect(html).not.toMatch(/https?:\/\//)
    expect(html).not.toMatch(/<script>|onclick|style="/)
  })

  test('nothing but the page may be framed, sniffed or kept', async () => {
    const { headers } = await post(running.graphql, ping)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test('a page that did not change is not sent again', async () => {
    const first = await fetch(`${running.url}/graphiql/page.js`)
    const etag = first.headers.get('etag') ?? ''
    const again = await fetch(`${running.url}/graphiql/page.js`, { headers: { 'if-none-match': etag } })
    expect([first.status, again.status]).toEqual([200, 304])
  })
})

describe('other pages', () => {
  const preflight = (origin: string) =>
    fetch(running.graphql, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })

  test('an allowed one may call, with credentials', async () => {
    const asked = await preflight('https://app.example.org')
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://app.example.org',
    ])
    const answer = await post(running.graphql, ping, { origin: 'https://app.example.org' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
    expect(answer.headers.get('vary')).toContain('origin')
  })

  test.each([
    'https://evil.example',
    'null',
    'https://app.example.org.evil.example',
    'http://app.example.org',
  ])('%s may not', async (origin) => {
    const asked = await preflight(origin)
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const answer = await post(running.graphql, ping, { origin })
    expect([answer.status, codes(answer)]).toEqual([403, ['FORBIDDEN']])
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('our own page needs no permission', async () => {
    const answer = await post(running.graphql, ping, { origin: running.url })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null])
  })

  test('an allowed one may send what common clients and tracing add, and read what it must know', async () => {
    const asked = await preflight('https://app.example.org')
    const accepted = (asked.headers.get('access-control-allow-headers') ?? '').split(', ')
    for (const name of [
      'apollographql-client-name',
      'apollographql-client-version',
      'apollo-require-preflight',
      'traceparent',
      'tracestate',
      'x-correlation-id',
      'authorization',
      'x-organisation',
    ])
      expect(accepted).toContain(name)
    const answer = await post(running.graphql, ping, { origin: 'https://app.example.org' })
    const exposed = (answer.headers.get('access-control-expose-headers') ?? '').split(', ')
    for (const name of [
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
      'x-correlation-id',
      'www-authenticate',
    ])
      expect(exposed).toContain(name)
  })

  test.each([
    ['a bearer token', { authorization: 'Bearer nobodys' }, 401],
    ['a header of a client', { 'apollographql-client-name': 'page' }, 200],
    ['the content type of JSON', { 'content-type': 'application/json' }, 200],
    ['Basic, which browsers add by themselves', { authorization: 'Basic bmluYTpw' }, 400],
    ['the content type of a form', { 'content-type': 'text/plain' }, 400],
    ['nothing', {}, 400],
  ])('a GET with %s is no forgery or one', async (_what, headers: Record<string, string>, status) => {
    const url = `${running.graphql}?query=${encodeURIComponent('{ __typename }')}`
    expect((await fetch(url, { headers })).status).toBe(status)
  })

  test('a GET that a page could have forged is refused', async () => {
    const url = `${running.graphql}?query=${encodeURIComponent('{ __typename }')}`
    const forged = await fetch(url)
    expect(forged.status).toBe(400)
    expect(await forged.text()).toContain('Cross-Site Request Forgery')
    expect((await fetch(url, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(200)
  })
})

describe('life and death', () => {
  test('a place that is taken is said so', async () => {
    const { port } = new URL(running.url)
    await expect(startProbe({ environment: { PORT: port } })).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${port}: somebody else does already. Set HOST and PORT to a free place.`,
    )
  })

  test('a caller that never finishes its request is cut off', async () => {
    const { hostname, port } = new URL(running.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      'POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    )
    const heard = await new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (data) => (text += data.toString()))
      socket.on('close', () => resolve(text))
    })
    expect(heard).toMatch(/^HTTP\/1.1 4\d\d|^$/)
  }, 10_000)

  test('readiness tells when the database is gone', async () => {
    const { url } = await startProbe({ database: { query: () => Promise.reject(new Error('gone')) } })
    const response = await fetch(`${url}/readyz`)
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'database unreachable', policyVersion: 'probe' },
    ])
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('closing lets a running request finish and takes no other', async () => {
    const { graphql, gateway } = await startProbe({ environment: { SHUTDOWN_MS: '5000' } })
    const slow = post(graphql, { query: '{ countdown(from: 300) }' }, { connection: 'close' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const closed = gateway.close()
    await expect(slow).resolves.toMatchObject({ status: 200, body: { data: { countdown: 0 } } })
    await closed
    await expect(post(graphql, ping)).rejects.toThrow('fetch failed')
  })

  test('closing does not wait for ever', async () => {
    const { graphql, gateway } = await startProbe({ environment: { SHUTDOWN_MS: '100' } })
    const slow = post(graphql, { query: '{ countdown(from: 3000) }' }).then(
      () => 'finished',
      () => 'cut off',
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    await gateway.close()
    await expect(slow).resolves.toBe('cut off')
  })

  test('more than may be answered at once are turned away, not queued', async () => {
    const { graphql } = await startProbe({ environment: { MAX_IN_FLIGHT: '2' } })
    const slow = [1, 2, 3].map(() => post(graphql, { query: '{ countdown(from: 300) }' }))
    const statuses = (await Promise.all(slow)).map(({ status }) => status).sort()
    expect(statuses).toEqual([200, 200, 429])
    expect((await post(graphql, ping)).status).toBe(200)
  })

  test('an address that asks too often waits', async () => {
    const { graphql } = await startProbe({ environment: { REQUESTS_PER_MINUTE: '2' } })
    await post(graphql, ping)
    await post(graphql, ping)
    const third = await post(graphql, ping)
    expect([third.status, codes(third)]).toEqual([429, ['RATE_LIMITED']])
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
