import type { DataSource } from 'typeorm'
import { NOON } from '../support/real-engine'
import { eachDatabase } from '../support/databases'
import {
  attempt,
  demoWorldOn,
  organisationOf,
  persona,
  type SessionWorld,
  startOn,
  viewer,
} from './session-world'
import { codes, post } from '../http/start-probe'

const clock = { now: () => NOON }

eachDatabase((_name, open) => {
  let database: DataSource
  let world: SessionWorld
  beforeAll(async () => {
    database = await demoWorldOn(open)
    world = await startOn(database, { clock })
  })

  test('a session that is over is forgotten by the browser, and the answer says so', async () => {
    const query = '{ viewer { role } }'
    const cookie = { cookie: 'mandate_session=long-gone; mandate_device=kept' }
    const over = await post(world.graphql, { query }, cookie)
    expect([over.status, over.body.data]).toEqual([200, { viewer: { role: null } }])
    expect(over.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^mandate_session=; Max-Age=0; Path=\//),
    ])
    expect(over.body.extensions).toMatchObject({ session: { state: 'ENDED' } })
    // Signing in replaces it; a request that is refused as a whole forgets it too.
    const { email, password } = persona('client-owner')
    const [session = ''] = (await attempt(world, { email, password }, cookie)).headers.getSetCookie()
    expect(session).toMatch(/^mandate_session=[\w-]{43};/)
    const elsewhere = { ...cookie, 'x-organisation': organisationOf('client-owner') }
    const whole = await post(world.graphql, { query }, elsewhere)
    expect([whole.status, codes(whole)]).toEqual([401, ['UNAUTHENTICATED']])
    expect(whole.headers.getSetCookie()).toHaveLength(1)
    expect(whole.body.extensions).toMatchObject({ session: { state: 'ENDED' }, cost: { estimated: 0 } })
    // A living session that names an Organisation of somebody else's goes on.
    const foreign = { cookie: session.split(';')[0] ?? '', 'x-organisation': organisationOf('stranger') }
    const lost = await post(world.graphql, { query }, foreign)
    expect([codes(lost), lost.headers.getSetCookie(), lost.body.extensions?.['session']]).toEqual([
      ['NOT_FOUND'],
      [],
      undefined,
    ])
    const alive = await post(world.graphql, { query }, { cookie: session.split(';')[0] ?? '' })
    expect([alive.headers.getSetCookie(), alive.body.extensions?.['session']]).toEqual([[], undefined])
  })

  test('a session is kept by a page of another site where the setting says so, over TLS only and apart for each site', async () => {
    const environment = {
      SESSION_SAME_SITE: 'none',
      PUBLIC_URL: 'https://api.example',
      CORS_ORIGINS: 'https://app.example',
    }
    const across = await startOn(database, { clock, environment })
    const { email, password } = persona('client-owner')
    const page = { origin: 'https://app.example' }
    const cookies = (await attempt(across, { email, password }, page)).headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies)
      expect(cookie).toMatch(
        /; HttpOnly; Secure; Partitioned; SameSite=None$|; HttpOnly; Secure; SameSite=None; Partitioned$/,
      )
    const [pair = ''] = (cookies[0] ?? '').split(';')
    expect(await viewer(across, { cookie: pair, ...page })).toMatchObject({ role: 'OWNER' })
    // Whoever is not named is refused before anything, whatever cookie its browser sends.
    const foreign = await post(
      across.graphql,
      { query: '{ viewer { role } }' },
      { cookie: pair, origin: 'https://evil.example' },
    )
    expect([foreign.status, codes(foreign)]).toEqual([403, ['FORBIDDEN']])
    const form = await post(across.graphql, 'query={viewer{role}}', {
      cookie: pair,
      'content-type': 'text/plain',
    })
    expect(form.status).toBe(415)
  })
})
