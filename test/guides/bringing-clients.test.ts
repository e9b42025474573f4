import { type AccountWorld, accountWorldOn, GOOD } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

const PROPOSE = `mutation ($input: ProposeClientInput!) { proposeClient(input: $input) {
  clientProposal { id email legalName paymentMode status proposedBy { name } } userErrors { code reason field } } }`
const CONFIRM = `mutation ($input: ConfirmClientProposalInput!) {
  confirmClientProposal(input: $input) { organisationId userErrors { code reason field } } }`
const REFUSE = `mutation ($input: ClientProposalLinkInput!) {
  refuseClientProposal(input: $input) { userErrors { code } } }`
const CANCEL = `mutation ($input: ClientProposalInput!) {
  cancelClientProposal(input: $input) { clientProposal { status } userErrors { code } } }`
const BY_LINK = `query ($token: String!) { clientProposalOfLink(token: $token) { partnerName clientName paymentMode email } }`

const shop = {
  kind: 'COMPANY',
  country: 'CH',
  legalName: 'Laden am Tor GmbH',
  postalAddress: { street: 'Torgasse 3', postalCode: '3011', city: 'Bern', country: 'CH' },
}

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const propose = async (email: string, paymentMode = 'CLIENT_PAYS') => {
    const answer = await world.ask('partner-full-client-pays', PROPOSE, {
      email,
      organisation: shop,
      paymentMode,
    })
    return { answer, token: await world.linkTo(email) }
  }
  const clientsOfPartner = async (): Promise<string> =>
    JSON.stringify(
      await world.ask(
        'partner-full-client-pays',
        '{ organisations { nodes { name legalName } } partnerships { nodes { clientName status } } }',
      ),
    )

  it('brings a client, who owns the Organisation once it is confirmed, and gives the mandate with it', async () => {
    const { answer, token } = await propose('owner@tor.example', 'PARTNER_PAYS')
    expect(answer).toMatchObject({
      clientProposal: { email: 'owner@tor.example', legalName: shop.legalName, status: 'PENDING' },
      userErrors: [],
    })
    const [count] = await world.database.query(
      "SELECT COUNT(*) AS n FROM organisations WHERE legal_name = 'Laden am Tor GmbH'",
    )
    expect(Number(count.n)).toBe(0)
    expect(await clientsOfPartner()).not.toContain('Laden am Tor')
    const shown = await world.post({ query: BY_LINK, variables: { token } })
    expect(shown.body.data.clientProposalOfLink).toEqual({
      partnerName: 'Alpenrand Digital',
      clientName: shop.legalName,
      paymentMode: 'PARTNER_PAYS',
      email: 'owner@tor.example',
    })
    const customer = await world.headersFor(await world.newAccount('owner@tor.example'))
    const stranger = await world.headersFor(await world.newAccount('another@tor.example'))
    const confirm = (headers: object, termsAccepted = true) =>
      world.call(CONFIRM, { token, termsAccepted }, { ...headers })
    expect((await confirm(stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await confirm(customer, false)).userErrors).toMatchObject([{ reason: 'TERMS_NEEDED' }])
    const { organisationId, userErrors } = await confirm(customer)
    expect(userErrors).toEqual([])
    expect((await confirm(customer)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    await world.call(
      'mutation ($input: SwitchOrganisationInput!) { switchOrganisation(input: $input) { userErrors { code } } }',
      { organisationId },
      customer,
    )
    const own = await world.post(
      {
        query: `{ viewer { role organisation { legalName currency memberships { totalCount }
          partnerships { nodes { status partnerAccess paymentMode history { kind } } } } } }`,
      },
      { ...customer, 'x-organisation': organisationId },
    )
    expect(own.body.data.viewer).toMatchObject({
      role: 'OWNER',
      organisation: {
        legalName: shop.legalName,
        currency: 'CHF',
        memberships: { totalCount: 1 },
        partnerships: { nodes: [{ status: 'ACTIVE', partnerAccess: 'FULL', paymentMode: 'PARTNER_PAYS' }] },
      },
    })
    expect(await clientsOfPartner()).toContain('Laden am Tor')
  })

  it('answers the same whether the address has an account or not', async () => {
    await world.newAccount('known@tor.example')
    const [known, unknown] = [await propose('known@tor.example'), await propose('unknown@tor.example')]
    const shape = ({ answer }: typeof known) => ({ ...answer.clientProposal, id: null, email: null })
    expect(shape(known)).toEqual(shape(unknown))
    expect((await propose('known@tor.example')).answer.userErrors).toMatchObject([
      { reason: 'ALREADY_ASKED' },
    ])
  })

  it('opens nothing that is refused, taken back or late', async () => {
    const customer = await world.headersFor(await world.newAccount('no@tor.example'))
    const refused = await propose('no@tor.example')
    expect((await world.call(REFUSE, { token: refused.token }, customer)).userErrors).toEqual([])
    const cancelled = await propose('no@tor.example')
    const { id } = cancelled.answer.clientProposal
    expect(await world.ask('partner-full-client-pays', CANCEL, { clientProposalId: id })).toMatchObject({
      clientProposal: { status: 'CANCELLED' },
    })
    const late = await propose('no@tor.example')
    const began = world.clock.at
    world.clock.at = new Date(began.getTime() + 30 * 86_400_000)
    const lately = await world.headersFor({ email: 'no@tor.example', password: GOOD })
    for (const { token } of [refused, cancelled, late]) {
      const answer = await world.call(CONFIRM, { token, termsAccepted: true }, lately)
      expect(answer.userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    }
    world.clock.at = began
  })

  it('is for Partners alone', async () => {
    const input = { email: 'x@tor.example', organisation: shop, paymentMode: 'CLIENT_PAYS' }
    expect((await world.ask('client-owner', PROPOSE, input)).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
  })
})
