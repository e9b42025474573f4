import { readFileSync } from 'node:fs'
import { openDatabaseAt } from '../../ormconfig'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { gatewayOn, type RunningGateway } from '../support/gateway-on'

const PAGES = [
  '/',
  '/confirm-email',
  '/holder-change',
  '/invitation',
  '/member-invitation',
  '/reset-password',
]
const asked = {
  fr: 'Que peut enregistrer ce site',
  en: 'What may this site store',
  de: 'Was darf diese Website',
  it: 'Che cosa può salvare questo sito',
} as const

/** What the script sends: its documents are taken from it, so that they cannot differ. */
const documents = [...readFileSync('web/cookies/cookies.js', 'utf8').matchAll(/`((?:query|mutation)[^`]*)`/g)]
const [LOOK = '', CHOOSE = ''] = documents.map(([, document]) => document ?? '')

describe('the question of cookies on pages of our own', () => {
  let gateway: RunningGateway
  let close: () => Promise<void>

  beforeAll(async () => {
    const database = await openDatabaseAt('sqlite::memory:')
    await fillDemoWorld(database)
    gateway = await gatewayOn(database, { GRAPHIQL: 'true' })
    close = () => gateway.close().then(() => database.destroy())
  })
  afterAll(() => close())

  const get = async (path: string, language = 'en') => {
    const response = await fetch(gateway.url + path, { headers: { 'accept-language': language } })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  /** As the script does it, in a browser that holds these cookies. */
  const send = async (cookie: string, query: string, variables: object = {}) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: gateway.url },
      body: JSON.stringify({ query, variables }),
    })
    const { data } = (await response.json()) as { data: Readonly<Record<string, unknown>> }
    return { cookies: response.headers.getSetCookie(), data }
  }

  test.each(PAGES)(
    '%s ends with it, hidden until the script knows, and its policy lets the script run',
    async (path) => {
      const { status, headers, text } = await get(path)
      expect(status).toBe(200)
      expect(text).toContain(asked.en)
      expect(text).toMatch(/<section id="cookies"[^>]* hidden>/)
      expect(text).toMatch(/<footer id="cookies-footer"[^>]* hidden>/)
      expect(text).toContain('<script src="/cookies/cookies.js" defer></script>')
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*connect-src 'self';/)
      expect(text).not.toMatch(/<script>| on\w+=|\{\{/)
    },
  )

  test.each(Object.entries(asked))('in %s', async (language, title) => {
    expect((await get('/confirm-email', language)).text).toContain(title)
  })

  test('no answer is easier to give than the other: two buttons, nothing that sets one apart', async () => {
    const { text } = await get('/reset-password')
    const buttons = [...text.matchAll(/<button type="button" value="(\w+)"([^>]*)>/g)]
    expect(buttons.map(([, value, rest]) => [value, rest])).toEqual([
      ['NECESSARY', ''],
      ['ALL', ''],
    ])
    const style = (await get('/cookies/cookies.css')).text
    expect(style).not.toMatch(/button[^{,]*(?::nth|:first|:last|\[value)/)
  })

  test('it covers nothing in a small window, and only a large one keeps it in sight', async () => {
    const [always = '', large = ''] = (await get('/cookies/cookies.css')).text.split('@media')
    expect(always).toMatch(/\.cookies \{\s+margin-top: auto;/)
    expect(always).not.toMatch(/position:|z-index/)
    expect(large).toMatch(
      /^ \(min-width: 700px\) and \(min-height: 780px\) \{\s+\.cookies \{\s+position: sticky;/,
    )
  })

  test('it is a bar at first sight: what it is for is folded, and nothing stands below it before an answer', async () => {
    const { text } = await get('/confirm-email')
    const [section = ''] = /<section id="cookies"[\s\S]*?<\/section>/.exec(text) ?? []
    expect(
      section
        .replace(/<details>[\s\S]*?<\/details>/, '')
        .replace(/<[^>]*>/g, ' ')
        .trim()
        .split(/\s+/).length,
    ).toBeLessThan(18)
    expect(section).toMatch(/<details>\s*<summary>What for\?<\/summary>\s*<p>Signing in/)
    const style = (await get('/cookies/cookies.css')).text
    expect(style).toMatch(/:has\(#cookies-now:empty\) \{\s+display: none;/)
  })

  test.each([
    ['/cookies/cookies.js', 'text/javascript; charset=utf-8'],
    ['/cookies/cookies.css', 'text/css; charset=utf-8'],
  ])('%s is served', async (path, type) => {
    const { status, headers } = await get(path)
    expect([status, headers.get('content-type')]).toEqual([200, type])
  })

  test('nothing else of its folder is served', async () => {
    for (const name of ['words.json', 'footer.html', 'README.md', '../links/words.json']) {
      expect((await get(`/cookies/${name}`)).status).toBe(404)
    }
  })

  test('a visitor’s answer is a cookie that the script can read back', async () => {
    expect((await send('', LOOK)).data).toEqual({ cookieChoice: null })
    for (const choice of ['NECESSARY', 'ALL']) {
      const { cookies, data } = await send('', CHOOSE, { input: { choice } })
      expect(data).toMatchObject({ answer: { cookieChoice: choice, userErrors: [] } })
      expect(cookies).toEqual([expect.stringMatching(new RegExp(`^mandate_cookies=${choice}; `))])
      expect(cookies.join()).not.toMatch(/httponly/i)
      const reading =
        /\/\(\?:\^\|; \).*?\/(?=\.exec)/.exec((await get('/cookies/cookies.js')).text)?.[0] ?? ''
      const seen = new RegExp(reading.slice(1, -1)).exec(`other=1; ${cookies[0]?.split('; ')[0] ?? ''}`)
      expect(seen?.[1]).toBe(choice)
    }
  })

  test('the answer of who is signed in is read back in another browser', async () => {
    const headers = await gateway.headersOf('client-collaborator')
    const session = `mandate_session=${(headers['authorization'] ?? '').replace('Bearer ', '')}`
    expect((await send(session, LOOK)).data).toEqual({ cookieChoice: null })
    await send(session, CHOOSE, { input: { choice: 'NECESSARY' } })
    expect((await send(session, LOOK)).data).toEqual({ cookieChoice: 'NECESSARY' })
    expect((await send('', LOOK)).data).toEqual({ cookieChoice: null })
  })
})
