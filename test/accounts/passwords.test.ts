import { eachDatabase } from '../support/databases'
import { type Account, type AccountWorld, accountWorldOn, documents, GOOD } from './account-world'

const BETTER = 'an even longer phrase than that'

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const isIn = async (headers: Readonly<Record<string, string>>): Promise<boolean> =>
    (await world.call(documents.viewer, {}, headers)).user !== undefined
  const resetLink = async ({ email }: Account): Promise<string> => {
    await world.call(documents.request, { email })
    return world.linkTo(email)
  }

  it('changes with the old one, under a new token, and ends every other session', async () => {
    const account = await world.newAccount('change@new.example')
    const [here, elsewhere] = [await world.headersFor(account), await world.headersFor(account)]
    const change = (currentPassword: string, newPassword: string) =>
      world.call(documents.change, { currentPassword, newPassword }, here)
    expect((await change('not that one at all', BETTER)).userErrors).toMatchObject([
      { reason: 'WRONG_PASSWORD', field: 'currentPassword' },
    ])
    expect((await change(GOOD, 'short')).userErrors).toMatchObject([{ reason: 'PASSWORD_TOO_SHORT' }])
    expect((await change(GOOD, GOOD)).userErrors).toMatchObject([{ reason: 'UNCHANGED' }])
    expect(await Promise.all([isIn(here), isIn(elsewhere)])).toEqual([true, true])
    const { sessionToken } = await change(GOOD, BETTER)
    expect(await Promise.all([isIn(here), isIn(elsewhere)])).toEqual([false, false])
    expect(await isIn({ authorization: `Bearer ${sessionToken}` })).toBe(true)
    expect((await world.signIn(account)).sessionToken).toBeNull()
    expect((await world.signIn({ ...account, password: BETTER })).userErrors).toEqual([])
    expect((await world.mailsTo(account.email))[0]?.template).toBe('password-changed')
  })

  it('comes back by a link, once; every session ends', async () => {
    const account = await world.newAccount('lost@new.example')
    const headers = await world.headersFor(account)
    const token = await resetLink(account)
    const reset = (newPassword: string) => world.call(documents.reset, { token, newPassword })
    // A password that will not do does not use the link up.
    expect((await reset(account.email)).userErrors).toMatchObject([{ reason: 'PASSWORD_IS_ADDRESS' }])
    expect(await reset(BETTER)).toEqual({ done: true, userErrors: [] })
    expect((await reset('one more phrase to set')).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
    expect(await isIn(headers)).toBe(false)
    expect((await world.signIn(account)).sessionToken).toBeNull()
    expect((await world.signIn({ ...account, password: BETTER })).userErrors).toEqual([])
  })

  it('has one link at a time, for one hour', async () => {
    const account = await world.newAccount('hour@new.example')
    const first = await resetLink(account)
    const second = await resetLink(account)
    const began = world.clock.at
    const reset = (token: string) => world.call(documents.reset, { token, newPassword: BETTER })
    expect((await reset(first)).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
    world.clock.at = new Date(began.getTime() + 3_600_000)
    expect((await reset(second)).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
    world.clock.at = new Date(began.getTime() + 3_599_999)
    expect((await reset(second)).done).toBe(true)
    world.clock.at = began
  })

  it('lets one of several in that follow a link at once', async () => {
    const account = await world.newAccount('race@new.example')
    const token = await resetLink(account)
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four'].map((word) =>
        world.call(documents.reset, { token, newPassword: `${word} of the phrases sent` }),
      ),
    )
    expect(answers.filter(({ done }) => done === true)).toHaveLength(1)
  })

  it('is voided, links and all, when the password is changed otherwise', async () => {
    const account = await world.newAccount('void@new.example')
    const token = await resetLink(account)
    const headers = await world.headersFor(account)
    await world.call(documents.change, { currentPassword: GOOD, newPassword: BETTER }, headers)
    const late = await world.call(documents.reset, { token, newPassword: 'what a thief would set' })
    expect(late.userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
  })

  it('leaves neither token nor password in the records', async () => {
    const account = await world.newAccount('records@new.example')
    const token = await resetLink(account)
    const tables = ['audit_entries', 'password_resets', 'sign_ups', 'sessions', 'users']
    const rows = await Promise.all(tables.map((table) => world.database.query(`SELECT * FROM ${table}`)))
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(GOOD)
  })
})
