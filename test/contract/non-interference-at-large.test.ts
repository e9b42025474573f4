import { generateWorld, type NotablePerson } from '../../schema/world/generated/generate-world'
import { compareAnswers } from '../../src/analysis/leaks/compare-answers'
import { personaPrincipal } from '../../src/cli/policy/current-database'
import { readDatabase } from '../../src/read/read-context'
import { eachDatabase } from '../support/databases'
import { openRealAnalysis, type RealAnalysis } from '../support/real-bench'

const deep = process.env['DEEP'] !== undefined

/** As `non-interference.test.ts`, in a world of another kind: more clients, more sales, ties and NULLs by the dozen. */
eachDatabase((_, open) => {
  let analysis: RealAnalysis
  let people: readonly NotablePerson[]

  beforeAll(async () => {
    const dataSource = await open()
    const world = await generateWorld(dataSource, { organisations: 20, partners: 3, seed: 5, invoices: 80 })
    people = world.people
    analysis = await openRealAnalysis(dataSource)
  })

  it('what people of a generated world may not see changes nothing', async () => {
    for (const person of people) {
      const principal = await personaPrincipal(readDatabase(analysis.dataSource), person)
      if (principal === undefined) throw new Error(`${person.key} is nobody`)
      const trial = { name: person.key, principal, seed: 5, operations: deep ? 400 : 8 }
      const { differences } = await compareAnswers(analysis, trial)
      expect(differences).toEqual([])
    }
    expect(people.length).toBeGreaterThan(4)
  })
})
