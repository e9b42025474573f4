import { fillDemoWorld } from '../../schema/world/demo/fill-demo-world'
import { generateWorld } from '../../schema/world/generated/generate-world'
import type { TellingPerson } from '../../schema/world/generated/telling-people'
import { personaPrincipal } from '../../src/cli/persona-principal'
import { readDatabase } from '../../src/query/read-database'
import { actingAs, everybody } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { gatewayOver } from '../support/gateway-on'
import {
  type Bench,
  compareAnswers,
  type Compared,
  openBench,
  type Sent,
} from './interference/compare-answers'

const deep = process.env['DEEP'] !== undefined
const operations = deep ? 400 : 32

/** Change any value a principal may not see, ask again: not one byte of the answer differs. [CONTRACT 10] */
eachDatabase((_, open) => {
  let bench: Bench
  const results: Compared[] = []

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    bench = await openBench(dataSource)
  })

  it.each(everybody)('what %s may not see changes nothing', async (name) => {
    const principal = await actingAs(bench.dataSource, name)
    const compared = await compareAnswers(bench, { name, principal, seed: 11, operations })
    results.push(compared)
    expect(compared.differences).toEqual([])
    expect(compared.changed.cells).toBeGreaterThan(100)
  })

  it('nor does it change a byte of what the gateway sends over HTTP', async () => {
    const { engine, runner } = bench
    const query = (sql: string, parameters: (string | number | null)[]): Promise<unknown> =>
      runner.query(sql, parameters)
    const gateway = await gatewayOver({ engine: engine.engine, dataSource: { query } })
    try {
      for (const name of [
        'client-owner',
        'client-collaborator',
        'partner-full-client-pays',
        'partner-limited',
      ]) {
        const headers = await gateway.headersOf(name)
        const send = async (asked: Sent): Promise<string> => (await gateway.post(asked, headers)).text
        const principal = await actingAs(bench.dataSource, name)
        const compared = await compareAnswers(bench, { name, principal, seed: 29, operations: 15, send })
        results.push(compared)
        expect(compared.differences).toEqual([])
        expect(compared.telling).toBeGreaterThan(2)
      }
    } finally {
      await gateway.close()
    }
  })

  it('compared enough, and not only refusals', () => {
    const sum = (of: (one: Compared) => number): number => results.reduce((total, one) => total + of(one), 0)
    expect(sum((one) => one.pairs)).toBeGreaterThanOrEqual(1000)
    expect(sum((one) => one.telling)).toBeGreaterThan(sum((one) => one.pairs) / 3)
    expect(sum((one) => one.changed.facts)).toBeGreaterThan(1000)
    expect(sum((one) => one.changed.inserted)).toBeGreaterThan(100)
    expect(sum((one) => one.changed.deleted)).toBeGreaterThan(100)
  })
})

/** The same in a world of another kind: more clients, more sales, ties and NULLs by the dozen. */
eachDatabase((_, open) => {
  let bench: Bench
  let people: readonly TellingPerson[]

  beforeAll(async () => {
    const dataSource = await open()
    const world = await generateWorld(dataSource, { organisations: 30, partners: 4, seed: 5, invoices: 150 })
    people = world.people
    bench = await openBench(dataSource)
  })

  it('what people of a generated world may not see changes nothing', async () => {
    for (const person of people) {
      const principal = await personaPrincipal(readDatabase(bench.dataSource), person)
      if (principal === undefined) throw new Error(`${person.key} is nobody`)
      const trial = { name: person.key, principal, seed: 5, operations: deep ? 400 : 15 }
      const { differences } = await compareAnswers(bench, trial)
      expect(differences).toEqual([])
    }
    expect(people.length).toBeGreaterThan(4)
  })
})
