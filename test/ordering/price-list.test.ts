import { eachDatabase } from '../support/databases'
import { type OrderingWorld, orderingWorld } from './ordering-world'

const PRICES = `query ($category: ProductCategory) { prices(first: 50, filter: { category: { eq: $category }, currency: { eq: "CHF" } }) {
  totalCount nodes { id category currency amount { amount currency } validFrom validTo } } }`

eachDatabase((_name, open) => {
  let world: OrderingWorld

  beforeAll(async () => {
    world = await orderingWorld(await open())
  })

  afterAll(() => world.close())

  const prices = async (headers: Readonly<Record<string, string>>) => {
    const { body } = await world.post({ query: PRICES, variables: { category: 'WEB_HOSTING' } }, headers)
    return body
  }

  test.each(['client-owner', 'client-external', 'partner-limited', 'stranger-private'])(
    'every member of an Organisation reads it: %s',
    async (persona) => {
      const { data } = await prices(await world.headersOf(persona))
      expect(data.prices).toEqual({
        totalCount: 1,
        nodes: [
          {
            id: 'Price:3',
            category: 'WEB_HOSTING',
            currency: 'CHF',
            amount: { amount: '347.20', currency: 'CHF' },
            validFrom: '2024-01-01',
            validTo: null,
          },
        ],
      })
    },
  )

  test('the signed-out read nothing of it', async () => {
    const { body } = await world.post({ query: '{ prices { totalCount nodes { id } } }' })
    expect(body.data).toEqual({ prices: { totalCount: 0, nodes: [] } })
    expect((await prices({})).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})
