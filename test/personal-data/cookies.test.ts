import { type TestBilling, billingAdminOn } from '../partnership/desk'
import { eachDatabase } from '../support/databases'

const CHOOSE =
  'mutation ($input: ChooseCookiesInput!) { chooseCookies(input: $input) { cookieChoice userErrors { code } } }'

eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })
  afterAll(() => admin.close())

  const choose = async (choice: string, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${admin.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: CHOOSE, variables: { input: { choice } } }),
    })
    return { cookies: response.headers.getSetCookie(), body: (await response.json()) as { data: unknown } }
  }

  test('a visitor’s choice is kept in the browser, and nowhere else', async () => {
    const audited = await admin.rows('audit_entries')
    const before = await admin.rows('users')
    const { cookies, body } = await choose('NECESSARY', {})
    expect(body.data).toEqual({ chooseCookies: { cookieChoice: 'NECESSARY', userErrors: [] } })
    expect(cookies).toEqual([
      expect.stringMatching(/^mandate_cookies=NECESSARY; Max-Age=31536000; Path=\/; SameSite=Lax$/i),
    ])
    expect(await admin.rows('users')).toEqual(before)
    expect(await admin.rows('audit_entries')).toEqual(audited)
  })

  test('signed in, it is kept in the account too, and can be changed', async () => {
    const headers = await admin.headersOf('client-collaborator')
    expect(await admin.ask('client-collaborator', '{ cookieChoice }')).toBeNull()
    for (const choice of ['ALL', 'NECESSARY']) {
      const { cookies } = await choose(choice, headers)
      expect(cookies.join()).toContain(`mandate_cookies=${choice}`)
      expect(await admin.ask('client-collaborator', '{ cookieChoice }')).toBe(choice)
    }
    expect(await admin.ask('client-owner', '{ cookieChoice }')).toBeNull()
    expect(await admin.ask('nobody', '{ cookieChoice }')).toBeNull()
  })
})
