import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { actingAs } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { type Answered, realEngine, type RealEngine } from '../support/real-engine'

/** Cursors are opaque, authenticated and bound: to the principal, the list, its filter and its order. */
eachDatabase((_, open) => {
  let engine: RealEngine

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    engine = realEngine(dataSource)
  })

  const byName = 'orderBy: [{ field: NAME }]'

  async function list(shape: string, cursor: string | null = null, key = 'client-owner'): Promise<Answered> {
    const text = `query ($cursor: String) { products(first: 2, after: $cursor, ${shape}) { edges { cursor node { id name } } } }`
    engine.statements.length = 0
    return engine.ask({ text, as: await actingAs(engine.dataSource, key), variables: { cursor } })
  }

  async function cursor(): Promise<string> {
    const { data } = await list(byName)
    return data.products.edges[1].cursor as string
  }

  /** The outcome of a request: its codes, and that it was refused before any SQL. */
  function outcome({ data, errors }: Answered): unknown {
    return { data, codes: errors?.map((one) => one.extensions['code']), statements: engine.statements }
  }

  const refused = { data: undefined, codes: ['INVALID_CURSOR'], statements: [] }

  it('opens for the list it was made for, and is the same each time', async () => {
    expect((await list(byName, await cursor())).errors).toBeUndefined()
    expect(await cursor()).toBe(await cursor())
  })

  it('tells nothing: neither the values nor the key are in it', async () => {
    const { data } = await list(byName)
    for (const { cursor: text, node } of data.products.edges as readonly {
      cursor: string
      node: { name: string }
    }[]) {
      const plain = Buffer.from(text, 'base64url').toString('latin1')
      expect(plain).not.toContain(node.name)
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
    }
  })

  it.each([
    ['another order', 'orderBy: [{ field: STATUS }]'],
    ['another direction', 'orderBy: [{ field: NAME, direction: DESC }]'],
    ['no order', 'filter: {}'],
    ['another filter', `${byName}, filter: { name: { contains: "a" } }`],
  ])('is refused with %s', async (_what, shape) => {
    expect(outcome(await list(shape, await cursor()))).toEqual(refused)
  })

  it.each(['client-administrator', 'partner-full-client-pays'])('is refused from %s', async (key) => {
    expect(outcome(await list(byName, await cursor(), key))).toEqual(refused)
  })

  it('is refused by another list', async () => {
    const text = 'query ($cursor: String) { organisations(after: $cursor) { nodes { id } } }'
    const taken = await cursor()
    engine.statements.length = 0
    expect(
      outcome(
        await engine.ask({
          text,
          as: await actingAs(engine.dataSource, 'client-owner'),
          variables: { cursor: taken },
        }),
      ),
    ).toEqual(refused)
  })

  it('is refused by another list of the same type', async () => {
    const organisation = (field: string): string =>
      `query ($cursor: String) { viewer { organisation { ${field}(first: 1, after: $cursor) { edges { cursor } } } } }`
    const as = await actingAs(engine.dataSource, 'client-owner')
    const { data } = await engine.ask({ text: organisation('invoices'), as })
    const variables = { cursor: data.viewer.organisation.invoices.edges[0].cursor as string }
    expect((await engine.ask({ text: organisation('invoices'), as, variables })).errors).toBeUndefined()
    engine.statements.length = 0
    expect(outcome(await engine.ask({ text: organisation('serviceInvoices'), as, variables }))).toEqual(
      refused,
    )
  })

  it('is refused with another search', async () => {
    const search = (text: string): string =>
      `query ($cursor: String) { partners(search: "${text}", first: 1, after: $cursor) { edges { cursor } } }`
    const as = await actingAs(engine.dataSource, 'client-owner')
    const { data } = await engine.ask({ text: search('on'), as })
    const variables = { cursor: data.partners.edges[0].cursor as string }
    expect((await engine.ask({ text: search('on'), as, variables })).errors).toBeUndefined()
    engine.statements.length = 0
    expect(outcome(await engine.ask({ text: search('rivas'), as, variables }))).toEqual(refused)
  })

  it('is refused with any of its letters changed', async () => {
    const whole = await cursor()
    for (let at = 0; at < whole.length; at += 1) {
      const other = whole[at] === 'A' ? 'B' : 'A'
      const changed = `${whole.slice(0, at)}${other}${whole.slice(at + 1)}`
      // The last letter holds bits that no byte takes: with those changed it is still the same cursor.
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(whole, 'base64url'))) continue
      expect(outcome(await list(byName, changed))).toEqual(refused)
    }
    expect(whole.length).toBeGreaterThan(40)
  })

  it.each(['', 'x', 'a'.repeat(5000), Buffer.from('[1]').toString('base64'), 'Product:1'])(
    '%j is no cursor',
    async (text) => {
      expect(outcome(await list(byName, text))).toEqual(refused)
    },
  )
})
