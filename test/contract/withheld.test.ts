import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { type Answered, type Asked, realEngine, type RealEngine } from '../support/real-engine'

interface Node {
  readonly id: string
  readonly publicPrice: { readonly amount: string } | null
  readonly access: { readonly readable: readonly string[] }
}

/** A cell withheld in some rows: null, counted, and NULL wherever it is an input. */
eachDatabase((_, open) => {
  let engine: RealEngine

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    engine = realEngine(dataSource)
  })

  async function ask(text: string, mode: Asked['mode'] = 'redact'): Promise<Answered> {
    // Lakeside pays some of its products itself and some not: prices are seen of the former.
    return engine.ask({ text, as: await actingAs(engine.dataSource, 'client-owner'), mode })
  }

  const all = '{ products(first: 100) { nodes { id publicPrice { amount } access { readable } } } }'

  async function nodes(): Promise<{ readonly shown: readonly Node[]; readonly withheld: readonly Node[] }> {
    const { data } = await ask(all)
    const found = data.products.nodes as readonly Node[]
    const readable = (one: Node): boolean => one.access.readable.includes('publicPrice')
    return { shown: found.filter(readable), withheld: found.filter((one) => !readable(one)) }
  }

  async function idsWhere(filter: string): Promise<readonly string[]> {
    const { data } = await ask(`{ products(first: 100, filter: ${filter}) { nodes { id } } }`)
    return (data.products.nodes as readonly Node[]).map(({ id }) => id)
  }

  const idsOf = (found: readonly Node[]): readonly string[] => found.map(({ id }) => id)

  it('an always visible field is a plain column, a withheld one is masked in SQL', async () => {
    engine.statements.length = 0
    await ask('{ products { nodes { name } } }')
    await ask('{ products { nodes { publicPrice { amount } } } }')
    const [plain, masked] = engine.statements
    expect(plain).not.toContain('CASE')
    expect(masked).toContain('CASE WHEN')
  })

  it('is null exactly where access says so', async () => {
    const { shown, withheld } = await nodes()
    expect(shown.length).toBeGreaterThan(0)
    expect(withheld.length).toBeGreaterThan(0)
    expect(withheld.every(({ publicPrice }) => publicPrice === null)).toBe(true)
    expect(shown.every(({ publicPrice }) => publicPrice !== null)).toBe(true)
  })

  it('redact: no error, one line with the count and a reason', async () => {
    const { withheld } = await nodes()
    const { errors, extensions } = await ask(all)
    const line = { coordinate: 'Product.publicPrice', count: withheld.length, reason: 'NOT_FOR_THIS_ROW' }
    expect(errors).toBeUndefined()
    expect(extensions?.['access']).toEqual({ redacted: [line] })
  })

  it('report: also an error at each path, and the rest of the answer as before', async () => {
    const { data, errors } = await ask(all, 'report')
    const found = data.products.nodes as readonly Node[]
    const { withheld } = await nodes()
    expect(errors?.map((one) => one.extensions['code'])).toEqual(withheld.map(() => 'FIELD_FORBIDDEN'))
    expect(errors?.map((one) => one.path)).toEqual(
      withheld.map(({ id }) => ['products', 'nodes', found.findIndex((one) => one.id === id), 'publicPrice']),
    )
    expect(found).toEqual((await ask(all)).data.products.nodes)
  })

  it('reject: nothing is answered; where nothing is withheld, all is', async () => {
    expect((await ask(all, 'reject')).data).toBeNull()
    expect(
      (await ask('{ products { nodes { name } } }', 'reject')).data.products.nodes.length,
    ).toBeGreaterThan(0)
  })

  it('is NULL to filters, under not and isNull too', async () => {
    const { shown, withheld } = await nodes()
    const [one] = shown
    const amount = one?.publicPrice?.amount ?? ''
    const same = shown.filter(({ publicPrice }) => publicPrice?.amount === amount)
    const others = shown.filter(({ publicPrice }) => publicPrice?.amount !== amount)
    const both = [...idsOf(others), ...idsOf(withheld)].sort()
    expect(await idsWhere('{ publicPrice: { isNull: true } }')).toEqual(idsOf(withheld))
    expect(await idsWhere('{ publicPrice: { isNull: false } }')).toEqual(idsOf(shown))
    expect(await idsWhere('{ not: { publicPrice: { isNull: true } } }')).toEqual(idsOf(shown))
    expect(await idsWhere(`{ publicPrice: { eq: "${amount}" } }`)).toEqual(idsOf(same))
    expect(await idsWhere(`{ publicPrice: { ne: "${amount}" } }`)).toEqual(idsOf(others))
    expect([...(await idsWhere(`{ not: { publicPrice: { eq: "${amount}" } } }`))].sort()).toEqual(both)
    expect(await idsWhere('{ publicPrice: { gte: "0" } }')).toEqual(idsOf(shown))
    expect(await idsWhere('{ not: { not: { publicPrice: { gte: "0" } } } }')).toEqual(idsOf(shown))
  })

  it('sorts as NULL: first when ascending, last when descending, among themselves by the id', async () => {
    const { withheld } = await nodes()
    const order = async (direction: string): Promise<readonly string[]> => {
      const { data } = await ask(
        `{ products(first: 100, orderBy: [{ field: PUBLIC_PRICE, direction: ${direction} }]) { nodes { id } } }`,
      )
      return (data.products.nodes as readonly Node[]).map(({ id }) => id)
    }
    expect((await order('ASC')).slice(0, withheld.length)).toEqual(idsOf(withheld))
    expect((await order('DESC')).slice(-withheld.length)).toEqual([...idsOf(withheld)].reverse())
  })

  it('is not summed, though its row is counted', async () => {
    const { shown, withheld } = await nodes()
    const { data } = await ask('{ products { totalCount totals { currency count publicPrice { amount } } } }')
    const sum = shown.reduce(
      (total, { publicPrice }) => total + Math.round(Number(publicPrice?.amount) * 100),
      0,
    )
    expect(data.products.totalCount).toBe(shown.length + withheld.length)
    expect(data.products.totals).toEqual([
      { currency: null, count: withheld.length, publicPrice: null },
      { currency: 'CHF', count: shown.length, publicPrice: { amount: (sum / 100).toFixed(2) } },
    ])
  })
})
