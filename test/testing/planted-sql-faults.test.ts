import { randomBytes } from 'node:crypto'
import { policyParts } from '../../src/app/policy-parts'
import { type DemoDatabase, makeDemoDatabase } from '../../src/cli/policy/current-database'
import { openScenarios } from '../../src/cli/policy/policy-files'
import { QueryEngine } from '../../src/read/engine'
import { type SqlRow } from '../../src/read/read-context'
import { askEngine } from '../../src/testing/scenarios/ask-engine'
import { graphqlReader } from '../../src/testing/scenarios/graphql-reader'
import { questionTexts } from '../../src/testing/scenarios/question-texts'
import { runScenarios } from '../../src/testing/scenarios/run-scenarios'

/** A fault between the database and the answer. */
type Fault = (rows: readonly SqlRow[]) => readonly SqlRow[]

const sound: Fault = (rows) => rows
const maskOpen: Fault = (rows) =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, /^m\d+$/.test(name) ? 1 : value])),
  )
const maskShut: Fault = (rows) =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, /^m\d+$/.test(name) ? 0 : value])),
  )
const rowLost: Fault = (rows) => rows.slice(0, -1)

describe('answers from SQL', () => {
  let demo: DemoDatabase

  beforeAll(async () => {
    demo = await makeDemoDatabase(policyParts, 'sqlite::memory:')
  })

  afterAll(() => demo.close())

  it('are as the scenarios say', async () => {
    expect(await failuresWith(sound)).toBe(0)
  })

  it.each([
    ['open masks', maskOpen],
    ['shut masks', maskShut],
  ])('are found wrong with %s', async (_what, fault) => {
    expect(await failuresWith(fault)).toBeGreaterThan(0)
  })

  it('are found wrong with a lost row', async () => {
    // Lists count what they do not show, which is said before any scenario is asked.
    await expect(failuresWith(rowLost)).rejects.toThrow()
  })

  /** Products have fields that depend on the row, and lists. */
  async function failuresWith(fault: Fault): Promise<number> {
    const { mandate, facts, principalOf } = demo
    const { book, subjects } = openScenarios(policyParts, mandate)
    const { schema, model, policies } = mandate
    const database = {
      query: async (text: string, values: readonly (string | number | null)[]) =>
        fault(await facts.database.query(text, values)),
    }
    const engine = new QueryEngine({
      schema,
      model,
      policies,
      database,
      secret: randomBytes(32),
      maximumCost: 1_000_000,
    })
    const products = subjects.filter(({ type }) => type === 'Product')
    const reader = graphqlReader({
      name: 'planted fault',
      ask: askEngine({ engine, principalOf, clock: book.clock }),
      texts: questionTexts(schema),
      facts,
      subjects: products,
    })
    return (await runScenarios(book, products, reader)).failures.length
  }
})
