import { type Desk, deskOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'

const CHOOSE =
  'mutation ($input: ChooseCookiesInput!) { chooseCookies(input: $input) { cookieChoice userErrors { code } } }'

eachDatabase((_name, open) => {
  let desk: Desk

  beforeAll(async () => {
    desk = await deskOn(open)
  })
  afterAll(() => desk.close())

  const choose = async (choice: string, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${desk.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: CHOOSE, variables: { input: { choice } } }),
    })
    return { cookies: response.headers.getSetCookie(), body: (await response.json()) as { data: unknown } }
  }

  test('a visitor’s choice is kept in the browser, and nowhere else', async () => {
    const audited = await desk.rows('audit_entries')
    const before = await desk.rows('users')
    const { cookies, body } = await choose('NECESSARY', {})
    expect(body.data).toEqual({ chooseCookies: { cookieChoice: 'NECESSARY', userErrors: [] } })
    expect(cookies).toEqual([
      expect.stringMatching(/^mandate_cookies=NECESSARY; Max-Age=31536000; Path=\/; SameSite=Lax$/i),
    ])
    expect(await desk.rows('users')).toEqual(before)
    expect(await desk.rows('audit_entries')).toEqual(audited)
  })

  test('signed in, it is kept in the account too, and can be changed', async () => {
    const headers = await desk.headersOf('client-collaborator')
    expect(await desk.ask('client-collaborator', '{ cookieChoice }')).toBeNull()
    for (const choice of ['ALL', 'NECESSARY']) {
      const { cookies } = await choose(choice, headers)
      expect(cookies.join()).toContain(`mandate_cookies=${choice}`)
      expect(await desk.ask('client-collaborator', '{ cookieChoice }')).toBe(choice)
    }
    expect(await desk.ask('client-owner', '{ cookieChoice }')).toBeNull()
    expect(await desk.ask('nobody', '{ cookieChoice }')).toBeNull()
  })
})
