import { getNamedType, type GraphQLInputType, isInputObjectType } from 'graphql'
import { type DataSource } from 'typeorm'
import { declaredSchema } from '../../schema/declared'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { modelWithoutData } from '../../src/app/mandate-on'
import { priceOfWork, workOf } from '../../src/read/price-list'
import { publicSchema } from '../../src/read/schema/public-schema'
import { eachDatabase } from '../support/databases'
import { gatewayOn, type Posted, type RunningGateway } from '../support/gateway-on'

describe('what has no price', () => {
  test('is not in a schema: a mutation, or a query with statements of its own, declares its work', async () => {
    const declared = declaredSchema()
    const [mutations, queries] = [
      declared.getMutationType()?.getFields(),
      declared.getQueryType()?.getFields(),
    ]
    for (const field of [mutations?.['placeOrder'], queries?.['cookieChoice']]) {
      if (field !== undefined) field.extensions = { ...field.extensions, work: undefined }
    }
    const model = await modelWithoutData()
    expect(() => publicSchema(declared, model)).toThrow(
      'These fields declare no work: `placeOrder`, `cookieChoice`. Add `@Extensions(work({ … }))`; see src/read/price-list.ts.',
    )
  })

  test('the longest list that a mutation takes is within what an operation may cost', () => {
    const notice = declaredSchema().getMutationType()?.getFields()['sendBreachNotice']
    const work = workOf(notice?.extensions)
    if (work === undefined) throw new Error('no work is declared')
    expect(priceOfWork(work, 500)).toBeLessThan(45_000)
  })

  test('every mutation that asks the password says that one is compared', () => {
    const mutations = Object.values(declaredSchema().getMutationType()?.getFields() ?? {})
    const asking: string[] = []
    for (const { name, extensions, args } of mutations) {
      const [input] = args
      const text = JSON.stringify(input === undefined ? {} : inputFields(input.type))
      if (!/"(password|currentPassword|newPassword)"/.test(text)) continue
      asking.push(name)
      expect([name, (workOf(extensions)?.passwords ?? 0) > 0]).toEqual([name, true])
    }
    expect(asking.length).toBeGreaterThan(5)
  })
})

/** The names of the fields of an input. */
function inputFields(type: GraphQLInputType): readonly string[] {
  const bare = getNamedType(type)
  return isInputObjectType(bare) ? Object.keys(bare.getFields()) : []
}

eachDatabase((_name, open) => {
  let database: DataSource
  let gateway: RunningGateway
  let owner: Readonly<Record<string, string>>
  beforeAll(async () => {
    database = await open()
    await fillDemoWorld(database)
    gateway = await gatewayOn(database, { MAX_COST: '50000', COST_PER_MINUTE: '400000' })
    owner = await gateway.headersOf('client-owner')
  })
  afterAll(() => gateway.close())

  const estimated = ({ body }: Posted): number => body.extensions.cost.estimated
  const change = (alias: string) =>
    `${alias}: changePassword(input: { currentPassword: "not it", newPassword: "a phrase of mine" }) { userErrors { code } }`

  test('thirty aliases of an expensive one cost thirty times as much, and nothing of them is done', async () => {
    const one = await gateway.post({ query: `mutation { ${change('a')} }` }, owner)
    expect(one.body.data.a.userErrors).toHaveLength(1)
    const many = Array.from({ length: 30 }, (_, at) => change(`a${at}`)).join(' ')
    const before = performance.now()
    const thirty = await gateway.post({ query: `mutation { ${many} }` }, owner)
    expect(thirty.body.errors).toMatchObject([{ extensions: { code: 'COST_EXCEEDED' } }])
    expect(thirty.body.data).toBeUndefined()
    expect(estimated(thirty)).toBe(30 * estimated(one))
    expect(thirty.body.extensions.cost.actual).toBe(0)
    // Sixty hashes take seconds.
    expect(performance.now() - before).toBeLessThan(500)
  })

  test('two hashes, a mail and three rows cost what the list says', async () => {
    const one = await gateway.post({ query: `mutation { ${change('a')} }` }, owner)
    expect(one.body.extensions.cost).toMatchObject({
      estimated: 50 + 2 * 2500 + 50 + 3 * 10,
      maximum: 50_000,
    })
  })

  test('what a payload shows costs what it costs in a query', async () => {
    const shown = '{ id name orders(first: 100) { totalCount nodes { id lines { description } } } }'
    const query = await gateway.post({ query: `{ product(id: "Product:0") ${shown} }` }, owner)
    const mutation = (selection: string) =>
      gateway.post(
        {
          query: `mutation { updateProduct(input: { productId: "Product:0", autoRenew: true }) { product ${selection} } }`,
        },
        owner,
      )
    const difference = estimated(await mutation(shown)) - estimated(await mutation('{ id }'))
    expect(difference).toBeGreaterThan(0.9 * (estimated(query) - 2))
    const large =
      '{ orders(first: 100) { nodes { lines { product { orders(first: 100) { nodes { id } } } } } } }'
    const refused = await mutation(large)
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'COST_EXCEEDED' } }])
    expect(estimated(refused)).toBeGreaterThan(50_000)
  })

  test('what signing in shows is paid for by who signs in', async () => {
    const viewer =
      '{ organisation { products(first: 100) { nodes { orders(first: 100) { nodes { id lines { id: description } } } } } } }'
    const query = `mutation { signIn(input: { email: "x@y.example", password: "z" }) { viewer ${viewer} } }`
    const { body } = await gateway.post({ query })
    expect(body.errors).toMatchObject([{ extensions: { code: 'COST_EXCEEDED' } }])
  })

  test('each item of a list costs', async () => {
    const query =
      'mutation ($input: InvitePartnerInput!) { invitePartner(input: $input) { userErrors { code } } }'
    const input = (count: number) => ({
      partnerId: 'Partner:0',
      access: 'LIMITED',
      productIds: Array.from({ length: count }, (_, at) => `Product:${at + 1_000_000}`),
    })
    const [one, hundred] = [
      await gateway.post({ query, variables: { input: input(1) } }, owner),
      await gateway.post({ query, variables: { input: input(100) } }, owner),
    ]
    expect(estimated(hundred) - estimated(one)).toBe(99 * 40)
    const flood = await gateway.post({ query, variables: { input: input(1500) } }, owner)
    expect(flood.body.errors).toMatchObject([{ extensions: { code: 'COST_EXCEEDED' } }])
  })

  test('introspection costs by what it answers, aliases and all', async () => {
    const types =
      '{ name fields { name args { name type { name } } type { name ofType { name ofType { name } } } } }'
    const cost = async (query: string) => estimated(await gateway.post({ query }))
    const once = await cost(`{ __schema { types ${types} } }`)
    expect(once).toBeGreaterThan(500)
    const twenty = Array.from({ length: 20 }, (_, at) => `t${at}: types ${types}`).join(' ')
    expect(await cost(`{ __schema { ${twenty} } }`)).toBeGreaterThan(19 * once)
  })
})
