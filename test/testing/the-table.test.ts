import { policyParts } from '../../src/app/policy-parts'
import { databasesFor } from '../../src/cli/policy/analysis-databases'
import { openScenarios } from '../../src/cli/policy/policy-files'
import { onlyThese, testScenarios } from '../../src/cli/policy/test'
import { NOBODY, type ScenarioBook } from '../../src/testing/scenarios/scenario'
import { coveredCells } from '../../src/testing/test-report'

describe('the scenarios', () => {
  let book: ScenarioBook

  beforeAll(async () => {
    book = openScenarios(policyParts, await policyParts.mandateWithoutData()).book
  })

  it('prove every cell of the table: seventeen who ask, eleven things to see', () => {
    expect([book.principals.size, [...book.columns.keys()].join('')]).toEqual([17, 'ABCDEFGHIJK'])
    const { covered, missing } = coveredCells(book)
    expect(missing).toEqual([])
    expect(covered).toHaveLength(17 * 11)
  })

  it('tell of every persona, and of nobody', () => {
    const reported = new Set(book.scenarios.flatMap(({ as }) => as))
    expect([...reported].sort()).toEqual([...policyParts.personas.map(({ key }) => key), NOBODY].sort())
  })

  it('say in the words of the table what they prove', () => {
    const wordless = book.scenarios.flatMap(({ proofs }) =>
      proofs.filter(({ cell, says }) => cell !== null && says === '').map(({ cell }) => cell),
    )
    expect(wordless).toEqual([])
  })
})

/** All personas on both databases is `npm run policy -- test`, a step of .ci/run. */
it.each(['client-collaborator', 'partner-switched', NOBODY])(
  '%s sees what the scenarios list and nothing else: by decide, SQL and HTTP',
  async (persona) => {
    const [database] = databasesFor('sqlite', process.env)
    if (database === undefined) throw new Error('No embedded database')
    const demo = await database.open(policyParts)
    try {
      const { book, subjects } = openScenarios(policyParts, demo.mandate)
      const reported = onlyThese(book, persona)
      const results = await testScenarios(policyParts, { book: reported, subjects, demo, on: database.name })
      expect(results.map(({ reader }) => reader)).toEqual(['decide', 'SQL on SQLite', 'HTTP on SQLite'])
      expect(results.flatMap(({ failures }) => failures)).toEqual([])
      for (const { compared } of results) expect(compared).toBeGreaterThan(400)
    } finally {
      await demo.close()
    }
  },
)
