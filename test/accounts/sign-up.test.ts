import { eachDatabase } from '../support/databases'
import { type AccountWorld, accountWorldOn, documents, GOOD } from './account-world'

const person = { password: GOOD, name: 'Ada Roth', locale: 'de-CH', termsAccepted: true }
const company = {
  kind: 'COMPANY',
  country: 'FR',
  legalName: 'Ada SARL',
  postalAddress: { street: 'Rue 1', postalCode: '75001', city: 'Paris', country: 'FR' },
  vatNumber: 'fr 40 303.265.045',
}

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const signUp = (email: string, more: object = {}) =>
    world.call(documents.signUp, { email, ...person, ...more })
  const confirm = async (email: string, password = GOOD) =>
    world.call(documents.confirm, { token: await world.linkTo(email), password })

  it('opens an account of a person by mail and password, and not before', async () => {
    const account = { email: 'person@new.example', password: GOOD }
    expect(await signUp(' Person@New.example ')).toEqual({ accepted: true, userErrors: [] })
    expect(await world.mailsTo(account.email)).toMatchObject([{ template: 'sign-up', locale: 'de-CH' }])
    expect((await world.signIn(account)).sessionToken).toBeNull()
    expect(await confirm(account.email)).toEqual({ done: true, userErrors: [] })
    expect(await world.signIn(account)).toMatchObject({
      userErrors: [],
      viewer: { organisation: null, role: null },
    })
  })

  it('opens an Organisation with it, of which the person is the owner', async () => {
    await signUp('company@new.example', { organisation: company })
    await confirm('company@new.example')
    const headers = await world.headersFor({ email: 'company@new.example', password: GOOD })
    expect((await world.call(documents.viewer, {}, headers)).organisation).toEqual({
      name: 'Ada SARL',
      country: 'FR',
      currency: 'EUR',
      vatNumber: 'FR40303265045',
      vatStatus: 'UNVERIFIED',
    })
    const [asked] = await world.database.query<{ due: number }[]>(
      `SELECT COUNT(*) AS due FROM vat_checks c JOIN organisations o ON o.id = c.organisation_id
       JOIN terms_acceptances t ON t.organisation_id = o.id WHERE o.legal_name = 'Ada SARL'`,
    )
    expect(Number(asked?.due)).toBe(1)
  })

  it('asks for the password too: a link alone confirms nothing, whoever follows it', async () => {
    await signUp('victim@new.example')
    expect(await confirm('victim@new.example', 'what the victim would type')).toMatchObject({
      done: null,
      userErrors: [{ reason: 'WRONG_PASSWORD', field: 'password' }],
    })
    expect(await confirm('victim@new.example')).toMatchObject({ done: true })
  })

  it('takes a link once, and not after two days', async () => {
    await signUp('once@new.example')
    const token = await world.linkTo('once@new.example')
    await confirm('once@new.example')
    const late = await signUp('late@new.example').then(() => world.linkTo('late@new.example'))
    const began = world.clock.at
    world.clock.at = new Date(began.getTime() + 2 * 86_400_000)
    const void_ = { done: null, userErrors: [{ code: 'NOT_FOUND', reason: 'LINK_VOID', field: 'token' }] }
    for (const one of [token, late, 'x', '']) {
      expect(await world.call(documents.confirm, { token: one, password: GOOD })).toEqual(void_)
    }
    world.clock.at = began
  })

  it('gives an address to whoever confirms first, and voids the others', async () => {
    await signUp('two@new.example')
    const first = await world.linkTo('two@new.example')
    await signUp('two@new.example', { password: 'the phrase of somebody else' })
    const second = await world.linkTo('two@new.example')
    expect(await world.call(documents.confirm, { token: first, password: GOOD })).toMatchObject({
      done: true,
    })
    expect(
      await world.call(documents.confirm, { token: second, password: 'the phrase of somebody else' }),
    ).toMatchObject({ done: null })
  })

  it.each([
    [{ email: 'no address' }, 'NOT_AN_ADDRESS', 'email'],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'NOT_AN_ADDRESS', 'email'],
    [{ name: ' ' }, 'EMPTY', 'name'],
    [{ locale: 'Klingon' }, 'NOT_A_LANGUAGE', 'locale'],
    [{ termsAccepted: false }, 'TERMS_NEEDED', 'termsAccepted'],
    [{ password: 'short' }, 'PASSWORD_TOO_SHORT', 'password'],
    [{ password: 'P@ssw0rd2024!!' }, 'PASSWORD_TOO_COMMON', 'password'],
    [{ password: '123456789012' }, 'PASSWORD_TOO_COMMON', 'password'],
    [{ password: 'aaaaaaaabbbb' }, 'PASSWORD_TOO_COMMON', 'password'],
    [{ password: 'qwertzuiop123' }, 'PASSWORD_TOO_COMMON', 'password'],
    [{ password: 'passwordpassword' }, 'PASSWORD_TOO_COMMON', 'password'],
    [{ password: 'wrong@new.example' }, 'PASSWORD_IS_ADDRESS', 'password'],
    [{ password: 'x'.repeat(257) }, 'TOO_LONG', 'password'],
    [{ organisation: { ...company, country: 'XX' } }, 'NO_SUCH_COUNTRY', 'organisation.country'],
    [{ organisation: { ...company, vatNumber: 'FR1' } }, 'VAT_NUMBER_WRONG_FORM', 'organisation.vatNumber'],
    [
      { organisation: { ...company, country: 'CH', vatNumber: 'FR40303265045' } },
      'VAT_NUMBER_DOES_NOT_APPLY',
      'organisation.vatNumber',
    ],
  ])('refuses %j', async (wrong, reason, field) => {
    const answer = await world.call(documents.signUp, { email: 'wrong@new.example', ...person, ...wrong })
    expect(answer).toMatchObject({ accepted: null, userErrors: [{ reason, field }] })
    expect(await world.mailsTo('wrong@new.example')).toEqual([])
  })

  it('opens another Organisation for whoever is signed in, who acts there if nowhere else', async () => {
    const headers = await world.headersFor(await world.newAccount('more@new.example'))
    const input = { organisation: { ...company, vatNumber: null }, termsAccepted: true }
    expect(await world.call(documents.create, input, headers)).toMatchObject({
      organisationId: expect.stringMatching(/^Organisation:\d+$/),
      membership: { role: 'OWNER', organisationName: 'Ada SARL' },
      userErrors: [],
    })
    expect(await world.call(documents.viewer, {}, headers)).toMatchObject({
      role: 'OWNER',
      organisation: { vatStatus: 'NOT_APPLICABLE' },
    })
    const [nobody, noTerms] = [{}, headers].map((as) =>
      world.call(documents.create, { ...input, termsAccepted: as === headers ? false : true }, as),
    )
    expect((await nobody).userErrors).toMatchObject([{ code: 'UNAUTHENTICATED' }])
    expect((await noTerms).userErrors).toMatchObject([{ reason: 'TERMS_NEEDED' }])
  })

  it('notes it, without address or secret', async () => {
    const rows = await world.database.query<{ action: string; detail: string }[]>(
      "SELECT action, detail FROM audit_entries WHERE action IN ('sign-up requested', 'signed up', 'organisation opened')",
    )
    expect(new Set(rows.map((row) => row.action)).size).toBe(3)
    expect(JSON.stringify(rows)).not.toMatch(/@|phrase|argon/)
    const links = await world.database.query<{ token_hash: string }[]>('SELECT token_hash FROM sign_ups')
    expect(links.every((row) => /^[0-9a-f]{64}$/.test(row.token_hash))).toBe(true)
  })
})
