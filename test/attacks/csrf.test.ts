import { type AccountWorld, accountWorldOn, documents } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

const MUTATION = 'mutation { signOutEverywhere { signedOut } }'

/** What a page of another site can make a browser send, with the cookies of ours if they allow it. */
const forms: readonly (readonly [string, string, string])[] = [
  ['a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(MUTATION)}`],
  ['a form of text', 'text/plain', `{"query":"${MUTATION}","x":"="}`],
  [
    'a form with files',
    'multipart/form-data; boundary=x',
    `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"${MUTATION}"}\r\n--x--\r\n`,
  ],
  ['nothing said of the kind', '', JSON.stringify({ query: MUTATION })],
]

eachDatabase((_name, open) => {
  let world: AccountWorld
  let cookie: string
  beforeAll(async () => {
    world = await accountWorldOn(await open())
    const { sessionToken, deviceToken } = await world.signIn(await world.newAccount('rider@new.example'))
    cookie = `mandate_session=${sessionToken}; mandate_device=${deviceToken}`
  })
  afterAll(() => world.close())

  const stillIn = async (): Promise<boolean> =>
    (await world.call(documents.viewer, {}, { cookie })).user !== null

  it.each(forms)(
    '%s of another site changes nothing, with and without an Origin',
    async (_what, type, body) => {
      for (const origin of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}]) {
        const kind = type === '' ? {} : { 'content-type': type }
        const response = await fetch(`${world.url}/graphql`, {
          method: 'POST',
          headers: { cookie, ...kind, ...origin },
          body: Buffer.from(body),
        })
        await response.text()
        expect(response.status).toBeGreaterThanOrEqual(400)
      }
      expect(await stillIn()).toBe(true)
    },
  )

  it('a link or a picture of another site changes nothing', async () => {
    for (const headers of [{ cookie }, { cookie, 'apollo-require-preflight': 'x' }]) {
      const response = await fetch(`${world.url}/graphql?query=${encodeURIComponent(MUTATION)}`, { headers })
      await response.text()
      expect(response.status).toBeGreaterThanOrEqual(400)
    }
    expect(await stillIn()).toBe(true)
  })

  it('a link or a picture of another site reads nothing either, though reading changes nothing', async () => {
    const url = `${world.url}/graphql?query=${encodeURIComponent('{ viewer { user { id } } }')}`
    const forged = await fetch(url, { headers: { cookie } })
    expect([forged.status, await forged.text()]).toEqual([
      400,
      expect.stringContaining('Cross-Site Request Forgery') as string,
    ])
    const ours = await fetch(url, { headers: { cookie, 'apollo-require-preflight': 'x' } })
    expect([ours.status, await ours.text()]).toEqual([200, expect.stringContaining('"User:') as string])
  })

  it('a script of another site is refused by its Origin, whatever it says of the body', async () => {
    const headers = { cookie, 'content-type': 'application/json', origin: 'https://evil.example' }
    const body = JSON.stringify({ query: MUTATION })
    const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers, body })
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null])
    expect(await stillIn()).toBe(true)
  })

  it('cookies are not sent along with what another site posts', async () => {
    const account = await world.newAccount('lax@new.example')
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: documents.signIn, variables: { input: account } }),
    })
    const cookies = response.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const one of cookies) expect(one).toMatch(/; HttpOnly; SameSite=(Lax|Strict)$/)
  })

  it('the very same from our own page does what it says', async () => {
    const headers = { cookie, origin: world.url }
    expect((await world.call(MUTATION, {}, headers)).signedOut).toBe(true)
    expect(await stillIn()).toBe(false)
  })
})
