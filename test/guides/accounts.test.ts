import { type Account, type AccountWorld, accountWorldOn, GOOD } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

const UPDATE = `mutation ($input: UpdateProfileInput!) {
  updateProfile(input: $input) { user { id name email locale } userErrors { code reason field } } }`
const REQUEST = `mutation ($input: RequestEmailChangeInput!) {
  requestEmailChange(input: $input) { accepted userErrors { code reason field } } }`
const CONFIRM = `mutation ($input: ConfirmEmailChangeInput!) {
  confirmEmailChange(input: $input) { done userErrors { code reason field } } }`

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const ask = async (account: Account, email: string, password = GOOD) =>
    world.call(REQUEST, { email, password }, await world.headersFor(account))

  it('lets people change their own name and language', async () => {
    const account = await world.newAccount('name@new.example')
    const headers = await world.headersFor(account)
    const update = (input: object, as = headers) => world.call(UPDATE, input, as)
    expect(await update({ name: '  Ida Neu ', locale: 'de-CH' })).toMatchObject({
      user: { name: 'Ida Neu', email: account.email, locale: 'de-CH' },
      userErrors: [],
    })
    expect((await update({ name: 'Ida Neu' })).userErrors).toMatchObject([{ reason: 'UNCHANGED' }])
    expect((await update({ name: null })).userErrors).toMatchObject([{ reason: 'EMPTY', field: 'name' }])
    expect((await update({ locale: 'Deutsch' })).userErrors).toMatchObject([{ reason: 'NOT_A_LANGUAGE' }])
    expect((await update({ name: 'Nobody' }, {})).userErrors).toMatchObject([{ code: 'UNAUTHENTICATED' }])
    await world.call(
      `mutation ($input: RequestPasswordResetInput!) {
      requestPasswordReset(input: $input) { accepted } }`,
      { email: account.email },
    )
    expect((await world.mailsTo(account.email))[0]?.locale).toBe('de-CH')
  })

  it('changes the address once its reader has followed the link, and tells the reader of the former one', async () => {
    const account = await world.newAccount('former@new.example')
    expect((await ask(account, 'later@new.example', 'not that one at all')).userErrors).toMatchObject([
      { reason: 'WRONG_PASSWORD', field: 'password' },
    ])
    expect((await ask(account, account.email)).userErrors).toMatchObject([{ reason: 'UNCHANGED' }])
    expect(await ask(account, 'Later@New.Example')).toEqual({ accepted: true, userErrors: [] })
    // Nothing has changed yet.
    expect((await world.signIn(account)).userErrors).toEqual([])
    const token = await world.linkTo('later@new.example')
    expect((await world.call(CONFIRM, { token })).done).toBe(true)
    expect((await world.signIn(account)).sessionToken).toBeNull()
    expect((await world.signIn({ ...account, email: 'later@new.example' })).userErrors).toEqual([])
    expect((await world.mailsTo(account.email))[0]).toMatchObject({ template: 'email-changed' })
    expect(
      await world.database.query("SELECT email_key FROM users WHERE email = 'later@new.example'"),
    ).toEqual([{ email_key: 'later@new.example' }])
    expect(JSON.stringify(await world.mailsTo(account.email))).not.toContain('later@')
    expect((await world.call(CONFIRM, { token })).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
  })

  it('says of an address that has an account what it says of any other', async () => {
    const [mine, theirs] = [
      await world.newAccount('mine@new.example'),
      await world.newAccount('theirs@new.example'),
    ]
    const before = await world.database.query('SELECT COUNT(*) AS n FROM outbox_mails')
    const known = await ask(mine, theirs.email)
    const middle = await world.database.query('SELECT COUNT(*) AS n FROM outbox_mails')
    const unknown = await ask(mine, 'nobody-at-all@new.example')
    const after = await world.database.query('SELECT COUNT(*) AS n FROM outbox_mails')
    expect(known).toEqual(unknown)
    expect(Number(middle[0].n) - Number(before[0].n)).toBe(Number(after[0].n) - Number(middle[0].n))
    expect((await world.mailsTo(theirs.email))[0]).toMatchObject({ template: 'email-change-known', data: {} })
  })

  it('has one link at a time, for a day, void once the password is another', async () => {
    const account = await world.newAccount('links@new.example')
    const began = world.clock.at
    const linkOf = async (email: string) => {
      await ask(account, email)
      return world.linkTo(email)
    }
    const confirm = (token: string) => world.call(CONFIRM, { token })
    const first = await linkOf('first@new.example')
    const second = await linkOf('second@new.example')
    expect((await confirm(first)).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
    world.clock.at = new Date(began.getTime() + 86_400_000)
    expect((await confirm(second)).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
    world.clock.at = began
    await world.call(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { sessionToken } }',
      { currentPassword: GOOD, newPassword: 'another phrase nobody guessed' },
      await world.headersFor(account),
    )
    expect((await confirm(second)).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
  })

  it('gives an address that somebody took meanwhile to nobody else', async () => {
    const account = await world.newAccount('slow@new.example')
    await ask(account, 'wanted@new.example')
    const token = await world.linkTo('wanted@new.example')
    await world.newAccount('wanted@new.example')
    expect((await world.call(CONFIRM, { token })).userErrors).toMatchObject([{ reason: 'LINK_VOID' }])
  })
})
