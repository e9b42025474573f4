import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { type Answered, realEngine, type RealEngine } from '../support/real-engine'

/** One of `first` and `last`, from 0 to 100; anything else is refused before any SQL, nested lists too. */
eachDatabase((_, open) => {
  let engine: RealEngine

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    engine = realEngine(dataSource)
  })

  async function ask(text: string): Promise<Answered> {
    engine.statements.length = 0
    return engine.ask({ text, as: await actingAs(engine.dataSource, 'client-owner') })
  }

  it.each([
    'first: 101',
    'last: 101',
    'first: -1',
    'last: -1',
    'first: 2147483647',
    'first: 1, last: 1',
    'first: 0, last: 0',
  ])('(%s) is refused', async (page) => {
    const nested = `{ organisations { nodes { products(${page}) { totalCount } } } }`
    for (const text of [`{ products(${page}) { nodes { id } } }`, nested]) {
      const { data, errors } = await ask(text)
      expect(data).toBeUndefined()
      expect(errors?.map((one) => one.extensions['code'])).toEqual(['BAD_USER_INPUT'])
      expect(engine.statements).toEqual([])
    }
  })

  it('a page of none is empty, and says whether there is more', async () => {
    const { data } = await ask(
      '{ products(first: 0) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
    )
    expect(data.products.nodes).toEqual([])
    expect(data.products.totalCount).toBeGreaterThan(0)
    expect(data.products.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    })
  })

  it('a page of a hundred is granted', async () => {
    const { data, errors } = await ask('{ products(first: 100) { totalCount nodes { id } } }')
    expect(errors).toBeUndefined()
    expect(data.products.nodes).toHaveLength(data.products.totalCount as number)
  })

  it('twenty by default, null or left out', async () => {
    const text =
      '{ one: products { pageInfo { endCursor } } two: products(first: 20) { pageInfo { endCursor } } three: products(first: null, last: null, after: null) { pageInfo { endCursor } } }'
    const { data } = await ask(text)
    expect(data.one).toEqual(data.two)
    expect(data.three).toEqual(data.two)
  })
})
