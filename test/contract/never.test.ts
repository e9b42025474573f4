import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { bindPolicy } from '../../src/policy/compile/class-policy'
import { summable } from '../../src/read/schema/list-arguments'
import { typeOf } from '../../src/read/schema/model'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { type Answered, NOON, realEngine, type RealEngine } from '../support/real-engine'

/** A field that is never visible, in the stable mode: null as an output, refused as an input, before any SQL. */
eachDatabase((_, open) => {
  let engine: RealEngine

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    engine = realEngine(dataSource)
  })

  async function ask(key: string, text: string): Promise<Answered> {
    engine.statements.length = 0
    return engine.ask({ text, as: await actingAs(engine.dataSource, key) })
  }

  it.each([
    ['a filter', '{ products(filter: { publicPrice: { gt: "1" } }) { totalCount } }'],
    ['a filter for absence', '{ products(filter: { publicPrice: { isNull: true } }) { totalCount } }'],
    [
      'a filter below not and or',
      '{ products(filter: { or: [{ not: { publicPrice: { isNull: false } } }] }) { totalCount } }',
    ],
    [
      'a filter through a relation',
      '{ orders(filter: { lines: { some: { price: { gt: "1" } } } }) { totalCount } }',
    ],
    ['an ordering', '{ products(orderBy: [{ field: NAME }, { field: PUBLIC_PRICE }]) { nodes { id } } }'],
    ['a sum', '{ products { totals { publicPrice { amount } } } }'],
    [
      'a filter where nothing would be found',
      '{ products(filter: { id: { eq: "Product:987654" }, publicPrice: { gt: "1" } }) { totalCount } }',
    ],
    ['a page of none', '{ products(first: 0, orderBy: [{ field: PUBLIC_PRICE }]) { nodes { id } } }'],
    [
      'a nested list',
      '{ organisations { nodes { products(filter: { publicPrice: { gt: "1" } }) { totalCount } } } }',
    ],
    [
      'a nested list of a row that does not exist',
      '{ organisation(id: "x") { products(orderBy: [{ field: PUBLIC_PRICE }]) { totalCount } } }',
    ],
    [
      'one of two root fields',
      '{ users { totalCount } products(filter: { payer: { name: { eq: "x" } } }) { totalCount } }',
    ],
  ])('%s by it is refused', async (_what, text) => {
    const { data, errors } = await ask('client-collaborator', text)
    expect(data).toBeUndefined()
    expect(errors?.map((one) => one.extensions['code'])).toEqual(['BAD_USER_INPUT'])
    expect(engine.statements).toEqual([])
  })

  it('tells the same of a field whose rows exist and of one whose rows do not', async () => {
    const text = (id: string) =>
      `{ products(filter: { id: { eq: "${id}" }, publicPrice: { gt: "1" } }) { totalCount } }`
    const answers = await Promise.all(
      ['Product:1', 'Product:987654'].map((id) => ask('client-collaborator', text(id))),
    )
    expect(answers[0]).toEqual(answers[1])
  })

  it('is null as an output, reported by its coordinate, and no column of the statement', async () => {
    const { data, errors, extensions } = await ask(
      'client-collaborator',
      '{ products { nodes { name publicPrice { amount } renamed: publicPrice { currency } } } }',
    )
    const { nodes } = data.products
    expect(nodes.length).toBeGreaterThan(0)
    expect(
      nodes.every((one: Record<string, unknown>) => one['publicPrice'] === null && one['renamed'] === null),
    ).toBe(true)
    expect(errors).toBeUndefined()
    expect(extensions?.['access']).toEqual({
      redacted: [{ coordinate: 'Product.publicPrice', count: nodes.length * 2, reason: 'NOT_FOR_YOUR_ROLE' }],
    })
    expect(engine.statements.join()).not.toContain('public_price')
  })

  it('is no column of any statement, for every field of every list of a persona who sees little', async () => {
    const as = await actingAs(engine.dataSource, 'client-external')
    const { model, policies } = engine.mandate
    const policy = bindPolicy(policies, as, NOON).classPolicy.type('Product')
    const never = [...typeOf(model, 'Product').answers].filter(
      ([name, { kind }]) => kind === 'column' && policy.field(name).kind === 'never',
    )
    const { errors } = await ask(
      'client-external',
      `{ products { nodes { ${never.map(([name]) => name).join(' ')} } } }`,
    )
    expect(errors).toBeUndefined()
    expect(never.length).toBeGreaterThan(1)
    expect(engine.statements.join()).not.toMatch(/auto_renew|expires_on/)
  })

  it('an amount may be summed by those who may read it of some rows', async () => {
    const sums = summable(typeOf(engine.mandate.model, 'Product'))
    const { data, errors } = await ask(
      'client-owner',
      `{ products { totals { currency count publicPrice { amount } } } }`,
    )
    expect(errors).toBeUndefined()
    expect(sums).toContain('publicPrice')
    expect(data.products.totals[0].count).toBeGreaterThan(0)
  })
})
