import { type DataSource } from 'typeorm'
import { generateWorld } from '../../schema/world/generated/generate-world'
import { personaPrincipal } from '../../src/cli/policy/current-database'
import { type Principal } from '../../src/policy/principal'
import { readDatabase } from '../../src/read/read-context'
import { eachDatabase } from '../support/databases'
import { realEngine, type RealEngine } from '../support/real-engine'
import { countedOperations } from './statement-counts'

const clients = 60

/** One statement per edge per level, however many rows a page has and however many parents; none for an edge
 * that leads nowhere. */
eachDatabase((_, open) => {
  let engine: RealEngine
  let bigPartner: Principal

  beforeAll(async () => {
    const dataSource: DataSource = await open()
    const world = await generateWorld(dataSource, {
      organisations: clients * 4,
      partners: 6,
      seed: 3,
      invoices: 900,
    })
    const owner = world.people.find((one) => one.key === 'big-partner-owner')
    const found = owner && (await personaPrincipal(readDatabase(dataSource), owner))
    if (found === undefined) throw new Error('The world has no big partner')
    bigPartner = found
    engine = realEngine(dataSource)
  })

  async function count(text: string): Promise<number> {
    engine.statements.length = 0
    const { errors } = await engine.ask({ text, as: bigPartner })
    expect(errors).toBeUndefined()
    return engine.statements.length
  }

  it.each(countedOperations)('$statements for $name', async ({ text, statements }) => {
    const counts: number[] = []
    for (const size of [5, 20, 100]) counts.push(await count(text(size)))
    expect(counts).toEqual([statements, statements, statements])
  })

  it('really reads many parents and many rows', async () => {
    const text = '{ organisations(first: 50) { nodes { products(first: 3) { nodes { id } } } } }'
    const { data } = await engine.ask({ text, as: bigPartner })
    const lists: readonly { products: { nodes: readonly unknown[] } | null }[] = data.organisations.nodes
    expect(lists).toHaveLength(50)
    expect(lists.filter((one) => one.products?.nodes.length === 3).length).toBeGreaterThan(30)
  })

  it('runs nothing for what is refused', async () => {
    engine.statements.length = 0
    const { errors } = await engine.ask({ text: '{ products(first: 101) { totalCount } }', as: bigPartner })
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT')
    expect(engine.statements).toEqual([])
  })
})
