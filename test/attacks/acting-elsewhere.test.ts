import { personas } from '../../schema/world/demo/personas'
import { type AccountWorld, accountWorldOn } from '../accounts/account-world'
import { eachDatabase } from '../support/databases'

const ASK = `{ viewer { organisation { id } role } organisation(id: "Organisation:1") { id legalName }
  invoices(first: 1) { totalCount } }`

eachDatabase((_name, open) => {
  let world: AccountWorld
  beforeAll(async () => {
    world = await accountWorldOn(await open())
  })
  afterAll(() => world.close())

  const asked = async (who: string, organisation: string) => {
    const { authorization = '' } = await world.headersOf(who)
    return world.post({ query: ASK }, { authorization, 'x-organisation': organisation })
  }
  const of = (key: string): string => {
    const found = personas.find((one) => one.key === key)
    return `Organisation:${found?.ids.organisation ?? 0}`
  }

  it('any principal that is no member of an Organisation is refused as if it did not exist', async () => {
    const missing = await asked('stranger', 'Organisation:999999')
    expect(missing.body.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    // Its own client's, its own Partner's, a neighbour's, and what is no id at all.
    for (const [who, organisation] of [
      ['stranger', of('client-owner')],
      ['partner-switched', of('client-owner')],
      ['client-owner', of('partner-switched')],
      ['stranger', 'Organisation:1 OR 1=1'],
      ['stranger', 'User:1'],
      ['stranger', '1'],
    ] as const) {
      expect((await asked(who, organisation)).text).toBe(missing.text)
    }
  })

  it('a membership that has ended opens nothing any more, in the very next request', async () => {
    const { ids } = personas.find((one) => one.key === 'client-collaborator') ?? { ids: undefined }
    const own = of('client-collaborator')
    expect((await asked('client-collaborator', own)).body.data.viewer.role).toBe('COLLABORATOR')
    await world.database.query(
      'DELETE FROM product_grants WHERE membership_id IN (SELECT id FROM memberships WHERE user_id = ?)',
      [ids?.user ?? 0],
    )
    await world.database.query('DELETE FROM memberships WHERE user_id = ?', [ids?.user ?? 0])
    expect((await asked('client-collaborator', own)).body.errors[0].extensions.code).toBe('NOT_FOUND')
  })

  it('rights of two memberships are never added up: each acts for itself', async () => {
    const [asPartner, asClient] = [
      await asked('both-as-partner', of('both-as-partner')),
      await asked('both-as-partner', of('both-as-client')),
    ]
    expect(asPartner.body.data.viewer).toEqual({
      organisation: { id: of('both-as-partner') },
      role: 'ADMINISTRATOR',
    })
    expect(asClient.body.data.viewer).toEqual({
      organisation: { id: of('both-as-client') },
      role: 'COLLABORATOR',
    })
  })

  it('nobody signed in acts anywhere', async () => {
    const answer = await world.post({ query: ASK }, { 'x-organisation': of('client-owner') })
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })
})
