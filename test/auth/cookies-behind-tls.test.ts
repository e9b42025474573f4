import type { DataSource } from 'typeorm'
import { eachDatabase } from '../support/databases'
import { attempt, demoWorldOn, persona, startOn, viewer } from './session-world'
import { post } from '../http/start-probe'

eachDatabase((_name, open) => {
  let database: DataSource
  const clock = { now: () => new Date('2026-11-24T09:00:00.000Z') }

  beforeAll(async () => {
    database = await demoWorldOn(open)
  })

  test('a session has a Secure cookie behind TLS', async () => {
    const { email, password } = persona('client-owner')
    const behindProxy = await startOn(database, { clock, environment: { TRUST_PROXY: 'true' } })
    const https = await attempt(behindProxy, { email, password }, { 'x-forwarded-proto': 'https' })
    const http = await attempt(behindProxy, { email, password })
    const plain = await startOn(database, { clock })
    const lied = await attempt(plain, { email, password }, { 'x-forwarded-proto': 'https' })
    const secure = [https, http, lied].map(({ headers }) => headers.get('set-cookie')?.includes('Secure'))
    expect(secure).toEqual([true, false, false])
    expect(https.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(http.headers.get('strict-transport-security')).toBeNull()
  })

  test('a session has a name behind TLS that no neighbour under the domain can give a cookie, and no other counts there', async () => {
    const { email, password } = persona('client-owner')
    const behindTls = await startOn(database, {
      clock,
      environment: { PUBLIC_URL: 'https://account.hosting.example' },
    })
    const cookies = (await attempt(behindTls, { email, password })).headers.getSetCookie()
    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-mandate_session=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      expect.stringMatching(
        /^__Host-mandate_device=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ])
    const cookie = String(cookies[0]?.split(';')[0])
    expect(await viewer(behindTls, { cookie })).toMatchObject({ role: 'OWNER' })
    expect(await viewer(behindTls, { cookie: cookie.replace('__Host-', '') })).toMatchObject({ role: null })
    const out = await post(
      behindTls.graphql,
      { query: 'mutation { signOut { userErrors { code } } }' },
      { cookie },
    )
    expect(out.headers.get('set-cookie')).toMatch(
      /^__Host-mandate_session=; Max-Age=0; Path=\/; HttpOnly; Secure/,
    )
  })
})
