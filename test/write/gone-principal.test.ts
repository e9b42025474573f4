import { demoPassword } from '../../schema/world/demo-password'
import { idOf } from '../../schema/world/demo/demo-world'
import { personas } from '../../schema/world/demo/personas'
import { mandateOn } from '../../src/app/mandate-on'
import { digestOf } from '../../src/platform/crypto/sealed-text'
import { SIGNED_OUT } from '../../src/policy/principal'
import { write } from '../../src/write/execute-mutation'
import { type Operation } from '../../src/write/operation'
import { billingAdminOn, type TestBilling } from '../partnership/desk'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'

const password = JSON.stringify(demoPassword)
const FRESH = '"a-new-pass-phrase-of-some-length"'
const errors = 'userErrors { code }'

/** What somebody who is gone must not do any more, whatever came before in the same document. */
const LATER = `
  made: createOrganisation(input: { termsAccepted: true, organisation: { kind: PRIVATE, country: "CH", legalName: "After the end",
    postalAddress: { street: "Weg 1", postalCode: "6000", city: "Luzern", country: "CH" } } }) { ${errors} }
  secret: createApplicationPassword(input: { name: "After the end" }) { ${errors} }
  token: createApiToken(input: { application: "After the end", scopes: ["products:read"], password: ${password} }) { ${errors} }
  factor: beginTwoFactor(input: { password: ${password} }) { ${errors} }
  chosen: chooseCookies(input: { choice: NECESSARY }) { ${errors} }`

/** Every root field of a mutation finds the principal anew. One document for each way in which the principal changes. */
eachDatabase((_name, open) => {
  let admin: TestBilling

  beforeAll(async () => {
    admin = await billingAdminOn(open)
  })
  afterAll(() => admin.close())

  const userOf = (persona: string): number => personas.find(({ key }) => key === persona)?.ids.user ?? 0
  const membershipOf = async (persona: string): Promise<string> => {
    const { ids } = personas.find(({ key }) => key === persona) ?? { ids: { user: 0, organisation: 0 } }
    const rows = await admin.rows('memberships')
    const found = rows.find(
      (row) => row['user_id'] === ids.user && row['organisation_id'] === ids.organisation,
    )
    return `Membership:${String(found?.['id'])}`
  }
  /** Everything that a later field could have made. */
  const made = async (): Promise<unknown> => ({
    organisations: await admin.rows('organisations'),
    tokens: (await admin.rows('api_tokens')).length,
    secrets: (await admin.rows('application_passwords')).length,
    pending: (await admin.rows('users')).map((row) => [row['id'], row['totp_pending']]),
    members: (await admin.rows('member_invitations')).length,
  })
  const audited = async (): Promise<number> => (await admin.rows('audit_entries')).length
  const send = async (persona: string, selections: string) => {
    const headers = await admin.headersOf(persona)
    return (await admin.post({ query: `mutation { ${selections} }` }, headers)).body
  }

  test.each<[string, string, () => Promise<string> | string, number]>([
    ['signOut', 'client-external', () => 'signOut { userErrors { code } }', 0],
    ['signOutEverywhere', 'client-collaborator', () => 'signOutEverywhere { userErrors { code } }', 1],
    [
      'revokeSession',
      'client-accountant',
      async () => {
        const { body } = await admin.post(
          { query: '{ viewer { sessions { id current } } }' },
          await admin.headersOf('client-accountant'),
        )
        const sessions = body.data.viewer.sessions as readonly { id: string; current: boolean }[]
        const id = sessions.find(({ current }) => current)?.id
        return `revokeSession(input: { sessionId: "${id}" }) { signedOut userErrors { code } }`
      },
      1,
    ],
    [
      'resetPassword',
      'stranger-private',
      async () => {
        await admin.run(
          `INSERT INTO password_resets (user_id, token_hash, created_at, expires_at)
           VALUES (?, ?, '2026-11-23 11:00:00.000', '2026-11-24 11:00:00.000')`,
          [userOf('stranger-private'), digestOf('a-link')],
        )
        return `resetPassword(input: { token: "a-link", newPassword: ${FRESH} }) { done userErrors { code } }`
      },
      1,
    ],
    [
      'eraseMe',
      'partner-collaborator-granted',
      () => `eraseMe(input: { password: ${password} }) { erased userErrors { code } }`,
      2,
    ],
  ])('after %s, later fields of the document do nothing', async (name, persona, first, entries) => {
    const selection = await first()
    // The caller signs in before anything is counted.
    await admin.headersOf(persona)
    const before = { made: await made(), audited: await audited() }
    const { data, errors: failed } = await send(persona, `first: ${selection} ${LATER}`)
    expect([name, failed]).toEqual([name, undefined])
    expect(data.first.userErrors).toEqual([])
    for (const field of ['made', 'secret', 'token', 'factor'])
      expect([field, data[field].userErrors]).toEqual([field, [{ code: 'UNAUTHENTICATED' }]])
    expect(await made()).toEqual(before.made)
    expect(await audited()).toBe(before.audited + entries)
  })

  test('after leaving an Organisation, later fields do nothing there', async () => {
    const membership = await membershipOf('client-administrator')
    await admin.headersOf('client-administrator')
    const before = await made()
    const { data } = await send(
      'client-administrator',
      `left: removeMember(input: { membershipId: "${membership}" }) { ${errors} membership { organisation { id } } }
       invited: inviteMember(input: { email: "someone@x.example", role: ADMINISTRATOR }) { ${errors} }`,
    )
    expect(data.left).toEqual({ userErrors: [], membership: null })
    expect(data.invited.userErrors).toEqual([{ code: 'FORBIDDEN' }])
    expect(await made()).toEqual(before)
  })

  test('who gave up a role reads the payload, and goes on, with what is left of it', async () => {
    const membership = await membershipOf('members-owner')
    await admin.run(`UPDATE memberships SET role = 'OWNER' WHERE user_id = ?`, [
      userOf('members-administrator'),
    ])
    const asked = `membershipId: "${membership}", role: COLLABORATOR`
    const seen = 'membership { role organisation { legalName memberships { totalCount } } }'
    const { data } = await send(
      'members-owner',
      `left: updateMembership(input: { ${asked} }) { ${errors} ${seen} }
       invited: inviteMember(input: { email: "someone@x.example", role: ADMINISTRATOR }) { ${errors} }`,
    )
    expect(data.left.userErrors).toEqual([])
    const { body } = await admin.post(
      {
        query: `{ node(id: "${membership}") { ... on Membership { role organisation { legalName memberships { totalCount } } } } }`,
      },
      await admin.headersOf('members-owner'),
    )
    expect(data.left.membership).toEqual(body.data.node)
    expect(data.invited.userErrors).toEqual([{ code: 'FORBIDDEN' }])
  })

  test('who is still there goes on, in the Organisation that was switched to', async () => {
    const to = idOf('organisation/birkenhof')
    const { data } = await send(
      'both-as-partner',
      `first: switchOrganisation(input: { organisationId: "${to}" }) { userErrors { code } viewer { organisation { id } } }
       chosen: chooseCookies(input: { choice: ALL }) { ${errors} cookieChoice }`,
    )
    expect(data.first).toEqual({ userErrors: [], viewer: { organisation: { id: to } } })
    expect(data.chosen).toEqual({ userErrors: [], cookieChoice: 'ALL' })
  })

  test.each([
    ['revoked', "revoked_at = '2026-11-23 11:00:00.000'"],
    ['over', "expires_at = '2026-11-23 11:00:00.000'"],
  ])('a token that is %s since the request came in does nothing', async (_why, change) => {
    const dependencies = {
      ...mandateOn(admin.database, { secret: Buffer.alloc(32, 7), maximumCost: 1 }),
      clock: { now: () => NOON },
      publicUrl: 'https://here.example',
    }
    const [token] = await admin.database.query<{ id: number; user_id: number; organisation_id: number }[]>(
      'SELECT t.id, t.user_id, t.organisation_id FROM api_tokens t WHERE t.revoked_at IS NULL AND t.expires_at IS NULL ORDER BY id LIMIT 1',
    )
    const principal = {
      ...{ ...SIGNED_OUT, user: { id: token?.user_id ?? 0 }, token: true },
      apiToken: { id: token?.id ?? 0 },
    }
    const run = jest.fn(async (tx: Parameters<Operation<object>['run']>[0]) => {
      await tx.audit({ action: 'tried', subject: { type: 'User', key: null }, organisation: null })
      return {}
    })
    const request = {
      principal,
      locale: 'en',
      spendUnnamed: () => Promise.resolve(),
      passwordMatches: () => Promise.resolve(true),
    }
    const tried = () =>
      write(dependencies, request, { operation: { name: 'tried', by: 'signed in', run }, input: {} })
    expect((await tried()).refusals).toEqual([])
    await admin.run(`UPDATE api_tokens SET ${change} WHERE id = ?`, [token?.id ?? 0])
    expect((await tried()).refusals).toMatchObject([{ code: 'UNAUTHENTICATED' }])
    expect(run).toHaveBeenCalledTimes(1)
    await admin.run('UPDATE api_tokens SET revoked_at = NULL, expires_at = NULL WHERE id = ?', [
      token?.id ?? 0,
    ])
  })
})
