import { hash } from '@node-rs/argon2'
import { idOf } from '../../schema/world/demo/demo-world'
import { passwordCost } from '../../src/auth/passwords'
import { newHolder } from '../rights/holder-world'
import { eachDatabase } from '../support/databases'
import { type AccountWorld, accountWorldOn, documents, GOOD } from './account-world'

const errors = 'userErrors { code reason field }'
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { memberInvitation { email } ${errors} } }`
const HOLDER = `mutation ($input: ChangeHolderInput!) { changeHolder(input: $input) { ${errors} } }`
const TOKEN = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { ${errors} } }`
const UPDATE = `mutation ($input: UpdateOrganisationInput!) { updateOrganisation(input: $input) { ${errors} } }`
const ORDER = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ${errors} } }`
const REQUEST = `mutation ($input: RequestPartnershipInput!) { requestPartnership(input: $input) { ${errors} } }`
const REPORT = `mutation ($input: ReportIrregularityInput!) { reportIrregularity(input: $input) { ${errors} } }`
const UNSEEN = '\u3164'

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const signUp = (more: object) =>
    world.call(documents.signUp, {
      ...{ email: 'typed@new.example', password: GOOD, name: 'Me', locale: 'en', termsAccepted: true },
      ...more,
    })
  const organisation = (more: object) => ({
    ...{ kind: 'COMPANY', country: 'CH', legalName: 'Typed AG' },
    postalAddress: { street: 'Weg 1', postalCode: '8000', city: 'Zürich', country: 'CH' },
    ...more,
  })

  const fileTargets: readonly (readonly [string, string, string, object])[] = [
    [
      'a person',
      'nobody',
      documents.signUp,
      { email: 'x@new.example', password: GOOD, name: UNSEEN, locale: 'en', termsAccepted: true },
    ],
    [
      'an Organisation',
      'client-owner',
      documents.create,
      { organisation: organisation({ legalName: UNSEEN }), termsAccepted: true },
    ],
    [
      'an Organisation’s other name',
      'client-owner',
      UPDATE,
      { organisationId: idOf('organisation/lakeside'), name: UNSEEN },
    ],
    [
      'a street',
      'client-owner',
      documents.create,
      {
        organisation: organisation({ postalAddress: { street: UNSEEN, city: 'Bern', country: 'CH' } }),
        termsAccepted: true,
      },
    ],
    [
      'a holder',
      'client-owner',
      HOLDER,
      { productId: idOf('product/lakeside-mail'), holder: { ...newHolder, name: UNSEEN } },
    ],
    [
      'an application',
      'client-owner',
      TOKEN,
      { application: UNSEEN, scopes: ['products:read'], password: 'x' },
    ],
    [
      'a product',
      'client-owner',
      ORDER,
      {
        organisationId: idOf('organisation/lakeside'),
        lines: [{ category: 'MAIL', name: UNSEEN, years: 1, autoRenew: false }],
      },
    ],
    [
      'a client',
      'partner-switched',
      REQUEST,
      { clientEmail: 'a@b.example', clientName: UNSEEN, access: 'LIMITED' },
    ],
    ['a report', 'nobody', REPORT, { text: UNSEEN }],
  ]
  test.each(fileTargets)('%s of unseen characters is refused', async (_what, persona, document, input) => {
    const answer = JSON.stringify(await world.ask(persona, document, input))
    expect(answer).toMatch(/UNSEEN_CHARACTERS|EMPTY/)
  })

  test('an address with umlauts is invited and registered as one and the same', async () => {
    const email = 'Nina@Zu\u0308rich.example'
    const stored = 'nina@xn--zrich-kva.example'
    const input = { email, role: 'COLLABORATOR', accounting: false }
    expect(await world.ask('client-owner', INVITE, input)).toMatchObject({
      memberInvitation: { email: stored },
      userErrors: [],
    })
    expect((await signUp({ email: 'nina@zürich.example' })).userErrors).toEqual([])
    const token = /#token=([\w-]+)/.exec(
      (await world.mailsTo(stored)).find(({ template }) => template === 'sign-up')?.data['link'] ?? '',
    )?.[1]
    expect((await world.call(documents.confirm, { token, password: GOOD })).done).toBe(true)
    for (const typed of [email, stored, 'NINA@zürich.example'])
      expect((await world.signIn({ email: typed, password: GOOD })).userErrors).toEqual([])
    expect((await signUp({ email: 'a@-b.example' })).userErrors).toMatchObject([{ reason: 'NOT_AN_ADDRESS' }])
  })

  test('a password is the same however its letters are composed; old hashes verify as typed', async () => {
    const composed = 'crème brûlée à la carte'
    const apart = composed.normalize('NFD')
    await signUp({ email: 'composed@new.example', password: apart })
    const token = await world.linkTo('composed@new.example')
    expect((await world.call(documents.confirm, { token, password: composed })).done).toBe(true)
    for (const password of [composed, apart])
      expect((await world.signIn({ email: 'composed@new.example', password })).userErrors).toEqual([])
    await world.database.query('UPDATE users SET password_hash = ? WHERE email = ?', [
      await hash(apart, passwordCost),
      'composed@new.example',
    ])
    expect((await world.signIn({ email: 'composed@new.example', password: apart })).userErrors).toEqual([])
  })

  test('a country is one of the list: ß is none', async () => {
    const input = { organisation: organisation({ country: 'ß' }), termsAccepted: true }
    expect((await world.ask('client-owner', documents.create, input)).userErrors).toMatchObject([
      { reason: 'NO_SUCH_COUNTRY' },
    ])
  })

  test('a credential that is to end on a day that does not exist is not made', async () => {
    const input = {
      application: 'Books',
      scopes: ['products:read'],
      password: 'x',
      expiresAt: '2027-02-30T00:00:00Z',
    }
    const answer = await world.ask('client-owner', TOKEN, input)
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})
