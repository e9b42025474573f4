import { idOf } from '../../schema/world/demo/demo-world'
import { newHolder } from '../rights/holder-world'
import { eachDatabase } from '../support/databases'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'

const CHANGE = `mutation ($input: ChangeHolderInput!) { changeHolder(input: $input) {
  product { id } userErrors { code reason message } } }`
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
  memberInvitation { id } userErrors { code reason } } }`
const CREATE = `mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) {
  organisationId userErrors { code reason } } }`

eachDatabase((_name, open) => {
  let gateway: DemoGateway
  beforeAll(async () => {
    gateway = await mutationsOn(await open(), {
      MAILS_PER_SENDER: '6',
      MAILS_PER_ORGANISATION: '9',
      MAILS_PER_RECIPIENT: '3',
      ORGANISATIONS_PER_USER: '2',
    })
  })
  afterAll(() => gateway.close())

  const count = async (table: string): Promise<number> => {
    const [row] = await gateway.database.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`)
    return Number(row?.n)
  }

  it('a holder is asked a few times only, and a request too many leaves nothing behind', async () => {
    const productId = idOf('product/lakeside-mail')
    await gateway.database.query(
      `UPDATE contacts SET email = 'holder@elsewhere.example'
       WHERE id = (SELECT holder_id FROM products WHERE id = ?)`,
      [Number(productId.split(':')[1])],
    )
    const change = (one: number) =>
      gateway.ask('client-owner', CHANGE, { productId, holder: { ...newHolder, name: `Holder ${one}` } })
    // The first one names a holder, if there was none, and asks nobody.
    for (let one = 0; one < 5; one += 1) await change(one)
    const before = [await count('outbox_mails'), await count('audit_entries'), await count('holder_changes')]
    expect((await change(6)).userErrors).toMatchObject([{ code: 'RATE_LIMITED', reason: 'TOO_MANY_MAILS' }])
    expect([
      await count('outbox_mails'),
      await count('audit_entries'),
      await count('holder_changes'),
    ]).toEqual(before)
  })

  it('one person invites a few people in an hour, whoever they are, and a refused one costs nothing', async () => {
    const mails = await count('outbox_mails')
    const answers = []
    for (let one = 0; one < 8; one += 1)
      answers.push(
        await gateway.ask('client-owner', INVITE, {
          email: `one-of-many-${one}@elsewhere.example`,
          role: 'COLLABORATOR',
          accounting: false,
        }),
      )
    // Three of six were spent on the holder.
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(3)
    expect(answers.at(-1).userErrors).toMatchObject([{ code: 'RATE_LIMITED', reason: 'TOO_MANY_MAILS' }])
    expect(await count('outbox_mails')).toBe(mails + 3)
  })

  it('the members of an Organisation together have a bound, too', async () => {
    const answers = []
    for (let one = 0; one < 6; one += 1)
      answers.push(
        await gateway.ask('client-administrator', INVITE, {
          email: `another-${one}@elsewhere.example`,
          role: 'COLLABORATOR',
          accounting: false,
        }),
      )
    expect(answers.filter(({ userErrors }) => userErrors.length === 0).length).toBeLessThanOrEqual(3)
  })

  it('nobody opens Organisations without end', async () => {
    const organisation = {
      ...{ legalName: 'Many AG', kind: 'COMPANY', country: 'CH' },
      postalAddress: { street: 'Weg 1', postalCode: '8000', city: 'Zürich', country: 'CH' },
    }
    const answers = []
    for (let one = 0; one < 3; one += 1)
      answers.push(await gateway.ask('stranger', CREATE, { organisation, termsAccepted: true }))
    expect(
      answers.map(({ userErrors }) => userErrors.map(({ reason }: { reason: string }) => reason)),
    ).toEqual([[], [], ['TOO_MANY_ORGANISATIONS']])
  })
})
