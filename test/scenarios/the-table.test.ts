import { openScenarios } from '../../src/cli/policy/open-scenarios'
import { databasesFor } from '../../src/cli/policy/scenario-databases'
import { testScenarios } from '../../src/cli/policy/test-scenarios'
import { policyParts } from '../../src/main'
import { coveredCells } from '../../src/scenario/covered-cells'
import type { ScenarioBook } from '../../src/scenario/scenario'
import { NOBODY } from '../../src/scenario/scenario'

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
    const told = new Set(book.scenarios.flatMap(({ as }) => as))
    expect([...told].sort()).toEqual([...policyParts.personas.map(({ key }) => key), NOBODY].sort())
  })

  it('say in the words of the table what they prove', () => {
    const wordless = book.scenarios.flatMap(({ proofs }) =>
      proofs.filter(({ cell, says }) => cell !== null && says === '').map(({ cell }) => cell),
    )
    expect(wordless).toEqual([])
  })
})

describe.each(databasesFor('both', process.env))('every persona on $name', (database) => {
  it('sees what the scenarios list and nothing else: by decide, SQL and HTTP', async () => {
    const house = await database.open(policyParts)
    try {
      const scenarios = openScenarios(policyParts, house.mandate)
      const results = await testScenarios(policyParts, { ...scenarios, house, on: database.name })
      expect(results.map(({ reader }) => reader)).toEqual([
        'decide',
        `SQL on ${database.name}`,
        `HTTP on ${database.name}`,
      ])
      expect(results.flatMap(({ failures }) => failures)).toEqual([])
      for (const { compared } of results) expect(compared).toBeGreaterThan(25_000)
    } finally {
      await house.close()
    }
  }, 600_000)
})
