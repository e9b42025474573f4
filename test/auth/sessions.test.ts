// WHY above 300 lines: one life of a session, told in order: signing in, acting, switching, signing out.
import { type DataSource } from 'typeorm'
import { digestOf } from '../../src/platform/crypto/sealed-text'
import { eachDatabase } from '../support/databases'
import {
  attempt,
  bearer,
  demoWorldOn,
  nobody,
  organisationOf,
  persona,
  refused,
  type SessionWorld,
  startOn,
  switchTo,
  tokenOf,
  viewer,
} from './session-world'
import { codes, post } from '../http/start-probe'

eachDatabase((_name, open) => {
  let database: DataSource
  let world: SessionWorld
  const clock = { at: new Date('2026-03-01T12:00:00.500Z'), now: () => clock.at }

  beforeAll(async () => {
    database = await demoWorldOn(open)
    world = await startOn(database, { clock })
  })

  describe('signing in', () => {
    test('answers as whoever it made of the caller', async () => {
      const { email, password, ids } = persona('client-owner')
      const answer = await attempt(world, { email, password })
      expect(answer.body.data.signIn).toEqual({
        sessionToken: expect.stringMatching(/^[\w-]{43}$/),
        userErrors: [],
        viewer: {
          user: { id: `User:${ids.user}` },
          organisation: { id: `Organisation:${ids.organisation}` },
          role: 'OWNER',
          accounting: false,
        },
      })
    })

    test('does not mind the case of the e-mail address, nor spaces around it', async () => {
      const { email, password } = persona('client-owner')
      const answer = await attempt(world, { email: ` ${email.toUpperCase()} `, password })
      expect(answer.body.data.signIn.sessionToken).toMatch(/^[\w-]{43}$/)
    })

    test('acts in the Organisation joined first', async () => {
      const { email } = persona('both-as-partner')
      const [first] = await database.query<{ organisation_id: number }[]>(
        'SELECT m.organisation_id FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.email = ? ORDER BY m.id',
        [email],
      )
      const token = await tokenOf(world, 'both-as-partner')
      expect(await viewer(world, bearer(token))).toMatchObject({
        organisation: { id: `Organisation:${first?.organisation_id}` },
      })
    })

    test('stores the digest of the token, and the token nowhere', async () => {
      const token = await tokenOf(world, 'client-owner')
      const rows = await database.query<{ token_hash: string }[]>('SELECT * FROM sessions')
      expect(rows.map((row) => row.token_hash)).toContain(digestOf(token))
      expect(JSON.stringify(rows)).not.toContain(token)
      expect(world.logText()).not.toContain(token)
    })

    test('wrong in one way or another is answered the same, byte for byte', async () => {
      const { email, password } = persona('client-owner')
      const wrong = await attempt(world, { email, password: `${password}!` })
      const unknown = await attempt(world, { email: 'nobody@nowhere.example', password })
      const empty = await attempt(world, { email: '', password: '' })
      expect(wrong.body.data.signIn).toEqual({
        sessionToken: null,
        viewer: null,
        userErrors: [
          {
            code: 'UNAUTHENTICATED',
            reason: 'WRONG_CREDENTIALS',
            field: null,
            message: 'The e-mail address or the password is wrong.',
          },
        ],
      })
      expect([unknown.text, empty.text]).toEqual([wrong.text, wrong.text])
      expect([unknown.status, unknown.headers.get('set-cookie')]).toEqual([wrong.status, null])
    })

    test('costs an unknown account the same work', async () => {
      const timed = async (email: string): Promise<number> => {
        const before = performance.now()
        await attempt(world, { email, password: 'wrong' })
        return performance.now() - before
      }
      let [known, unknown] = [Infinity, Infinity]
      // WHY in turn, and the quickest of several: a busy machine slows both down.
      for (let i = 0; i < 6; i += 1) {
        known = Math.min(known, await timed(persona('stranger').email))
        unknown = Math.min(unknown, await timed('stranger@nowhere.example'))
      }
      // Without the work the answer takes a fraction of it; with it the two differ by noise only.
      expect(unknown).toBeGreaterThan(known / 2.5)
      expect(unknown).toBeLessThan(known * 2.5)
    })

    test('with a second factor is not possible by password alone, and says so only to who knows it', async () => {
      const { email, password, ids } = persona('stranger-private')
      await database.query('UPDATE users SET two_factor = 1 WHERE id = ?', [ids.user])
      const right = await attempt(world, { email, password, code: '123456' })
      expect(right.body.data.signIn).toMatchObject({
        sessionToken: null,
        viewer: null,
        userErrors: [{ code: 'UNAUTHENTICATED', field: 'code' }],
      })
      const wrong = await attempt(world, { email, password: 'wrong', code: '123456' })
      expect(wrong.body.data.signIn.userErrors).toMatchObject([{ field: null }])
    })

    test('never takes over a token the caller brought, and ends the session it had', async () => {
      const planted = 'A'.repeat(43)
      const former = await tokenOf(world, 'client-owner')
      const { email, password } = persona('stranger')
      const fixed = await attempt(world, { email, password }, { cookie: `mandate_session=${planted}` })
      expect(fixed.body.data.signIn.sessionToken).not.toBe(planted)
      expect(await viewer(world, bearer(planted))).toEqual(refused)
      await attempt(world, { email, password }, bearer(former))
      expect(await viewer(world, bearer(former))).toEqual(refused)
    })
  })

  describe('a session', () => {
    test('is found in one statement', async () => {
      const token = await tokenOf(world, 'client-owner')
      world.statements.length = 0
      await viewer(world, bearer(token))
      await viewer(world, { ...bearer(token), 'x-organisation': organisationOf('client-owner') })
      expect(world.statements).toHaveLength(2)
    })

    test('is nobody’s without a token, and no statement is sent', async () => {
      world.statements.length = 0
      expect(await viewer(world, {})).toEqual(nobody)
      expect(world.statements).toEqual([])
    })

    test.each(['Bearer nonsense', 'Bearer', 'Basic bmluYTpw', `Bearer ${'x'.repeat(500)}`])(
      'is refused with %s',
      async (authorization) => {
        expect(await viewer(world, { authorization })).toEqual(refused)
      },
    )

    test('lives in a cookie that scripts cannot read, and a bearer token goes before it', async () => {
      const { email, password } = persona('client-owner')
      const [cookie = ''] = (await attempt(world, { email, password })).headers.getSetCookie()
      expect(cookie).toMatch(/^mandate_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
      const [pair = ''] = cookie.split(';')
      expect(await viewer(world, { cookie: pair })).toMatchObject({ role: 'OWNER' })
      expect(await viewer(world, { cookie: pair, authorization: 'Bearer x' })).toEqual(refused)
      const other = bearer(await tokenOf(world, 'client-administrator'))
      expect(await viewer(world, { cookie: pair, ...other })).toMatchObject({ role: 'ADMINISTRATOR' })
    })

    test('ends on its day', async () => {
      const token = await tokenOf(world, 'client-owner')
      const began = clock.at
      clock.at = new Date(began.getTime() + 30 * 86_400_000 - 1)
      expect(await viewer(world, bearer(token))).toMatchObject({ role: 'OWNER' })
      clock.at = new Date(began.getTime() + 30 * 86_400_000)
      expect(await viewer(world, bearer(token))).toEqual(refused)
      clock.at = began
    })

    test('ends by signing out, also for whoever copied the token', async () => {
      const token = await tokenOf(world, 'client-owner')
      const query = 'mutation { signOut { userErrors { code } viewer { role } } }'
      const answer = await post(world.graphql, { query }, { cookie: `mandate_session=${token}` })
      expect(answer.body.data.signOut).toEqual({ userErrors: [], viewer: { role: null } })
      expect(answer.headers.get('set-cookie')).toMatch(/^mandate_session=; Max-Age=0; Path=\/; HttpOnly/)
      expect(await viewer(world, bearer(token))).toEqual(refused)
      expect((await post(world.graphql, { query })).body.data.signOut.userErrors).toEqual([])
    })

    test('sees a change of rights in the very next request', async () => {
      const token = await tokenOf(world, 'client-accountant')
      const { user, organisation } = persona('client-accountant').ids
      const change = (role: string, accounting: number): Promise<unknown> =>
        database.query(
          'UPDATE memberships SET role = ?, accounting = ? WHERE user_id = ? AND organisation_id = ?',
          [role, accounting, user, organisation],
        )
      expect(await viewer(world, bearer(token))).toMatchObject({ role: 'COLLABORATOR', accounting: true })
      await change('EXTERNAL', 0)
      expect(await viewer(world, bearer(token))).toMatchObject({ role: 'EXTERNAL', accounting: false })
      await change('COLLABORATOR', 1)
    })

    test('acts nowhere once its user is no member any more', async () => {
      const token = await tokenOf(world, 'holder-not-member')
      const { user, organisation } = persona('holder-not-member').ids
      await database.query('DELETE FROM memberships WHERE user_id = ? AND organisation_id = ?', [
        user,
        organisation,
      ])
      expect(await viewer(world, bearer(token))).toEqual({ ...nobody, user: { id: `User:${user}` } })
      const asked = await post(
        world.graphql,
        { query: '{ __typename }' },
        { ...bearer(token), 'x-organisation': `Organisation:${organisation}` },
      )
      expect(codes(asked)).toEqual(['NOT_FOUND'])
    })
  })

  describe('the Organisation acted in', () => {
    const elsewhere = [
      'Organisation:999999',
      'Organisation:0',
      'Organisation:1 OR 1=1',
      'Organisation:',
      '12',
      'User:1',
    ]

    test('is switched for the session, to another one of the user’s', async () => {
      const token = bearer(await tokenOf(world, 'both-as-partner'))
      for (const key of ['both-as-client', 'both-as-partner'] as const) {
        const answer = await switchTo(world, organisationOf(key), token)
        expect(answer.body.data.switchOrganisation).toMatchObject({
          viewer: { organisation: { id: organisationOf(key) } },
          userErrors: [],
        })
        expect(await viewer(world, token)).toMatchObject({ organisation: { id: organisationOf(key) } })
      }
    })

    test('is never one of somebody else’s, and its existence is not told', async () => {
      const token = bearer(await tokenOf(world, 'client-owner'))
      const foreign = await switchTo(world, organisationOf('stranger'), token)
      expect(foreign.body.data.switchOrganisation).toEqual({
        viewer: null,
        userErrors: [
          {
            code: 'NOT_FOUND',
            field: 'organisationId',
            message: 'You are a member of no such Organisation.',
          },
        ],
      })
      for (const id of elsewhere) expect((await switchTo(world, id, token)).text).toBe(foreign.text)
      expect(await viewer(world, token)).toMatchObject({
        organisation: { id: organisationOf('client-owner') },
      })
    })

    test('is not switched by the signed-out, whoever they were', async () => {
      for (const headers of [{}, { cookie: 'mandate_session=expired' }]) {
        const { body } = await switchTo(world, organisationOf('client-owner'), headers)
        expect(body.data.switchOrganisation).toMatchObject({
          viewer: null,
          userErrors: [{ code: 'UNAUTHENTICATED' }],
        })
      }
      const shown = await switchTo(world, organisationOf('client-owner'), bearer('expired'))
      const challenge = 'Bearer realm="Mandate", error="invalid_token"'
      expect([shown.status, shown.headers.get('www-authenticate')]).toEqual([401, challenge])
    })

    test('is that of the header, for this request only', async () => {
      const token = bearer(await tokenOf(world, 'both-as-partner'))
      await switchTo(world, organisationOf('both-as-partner'), token)
      const there = { ...token, 'x-organisation': organisationOf('both-as-client') }
      expect(await viewer(world, there)).toMatchObject({
        organisation: { id: organisationOf('both-as-client') },
      })
      expect(await viewer(world, token)).toMatchObject({
        organisation: { id: organisationOf('both-as-partner') },
      })
    })

    test('cannot be somebody else’s by header; unknown, malformed and foreign are one answer', async () => {
      const token = bearer(await tokenOf(world, 'client-owner'))
      const asked = (id: string) =>
        post(world.graphql, { query: '{ viewer { role } }' }, { ...token, 'x-organisation': id })
      const foreign = await asked(organisationOf('stranger'))
      expect([foreign.status, codes(foreign)]).toEqual([404, ['NOT_FOUND']])
      for (const id of elsewhere) expect((await asked(id)).text).toBe(foreign.text)
    })

    test('asks the signed-out to sign in', async () => {
      const headers = { 'x-organisation': organisationOf('client-owner') }
      const answer = await post(world.graphql, { query: '{ viewer { role } }' }, headers)
      expect([answer.status, codes(answer)]).toEqual([401, ['UNAUTHENTICATED']])
    })

    test('follows the mutations of one operation in their order', async () => {
      const { email, password } = persona('both-as-partner')
      const answer = await post(world.graphql, {
        query: `mutation ($who: SignInInput!, $where: SwitchOrganisationInput!) {
          in: signIn(input: $who) { token: sessionToken }
          there: switchOrganisation(input: $where) { now: viewer { organisation { id } } }
          out: signOut { userErrors { code } }
          again: switchOrganisation(input: $where) { userErrors { code } }
        }`,
        variables: { who: { email, password }, where: { organisationId: organisationOf('both-as-client') } },
      })
      expect(answer.body.data).toMatchObject({
        there: { now: { organisation: { id: organisationOf('both-as-client') } } },
        again: { userErrors: [{ code: 'UNAUTHENTICATED' }] },
      })
      expect(await viewer(world, bearer(answer.body.data.in.token))).toEqual(refused)
    })
  })
})
