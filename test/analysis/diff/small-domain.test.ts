import fc from 'fast-check'
import { policyDiff } from '../../../src/analysis/diff/policy-diff'
import { type Solver } from '../../../src/analysis/solver/solver'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { loadPolicies } from '../../../src/policy/compile/load-policies'
import { type Question } from '../../../src/policy/evaluate/decide'
import { type PolicySet } from '../../../src/policy/policy-set'
import { seed } from '../../agreement/seed'
import { openSmallWorld, type SmallWorld } from '../../agreement/small-world/open-small-world'
import { testDatabases } from '../../support/test-databases'
import { byEnumeration, filesOf, roles, versions } from './small-domain'

jest.setTimeout(600_000)

const RUNS = process.env['DEEP'] === undefined ? 25 : 400
const questions: readonly Question[] = [undefined, 'size', 'label', 'open'].map((field) => ({
  action: 'read',
  type: 'Item',
  ...(field === undefined ? {} : { field }),
}))

describe('diff on a small domain', () => {
  let place: SmallWorld
  let solver: Solver

  beforeAll(async () => {
    const [sqlite] = testDatabases
    if (sqlite === undefined) throw new Error('No database')
    place = await openSmallWorld(sqlite)
    solver = openSolver()
  })

  afterAll(async () => {
    await solver.close()
    await place.close()
  })

  /** What diff says and what trying everything says, question by question, where they differ. */
  const disagreements = async (
    [first, second]: readonly [Parameters<typeof filesOf>[0], Parameters<typeof filesOf>[0]],
    by: Solver,
  ): Promise<readonly string[]> => {
    const { model } = place
    const vocabulary = { types: model.types, roles }
    const others = ['Firm', 'Licence', 'Person', 'Part']
    const load = (rules: typeof first): PolicySet => loadPolicies(filesOf(rules, others), vocabulary)
    const [base, head] = [load(first), load(second)]
    const sides = { base: { set: base, vocabulary }, head: { set: head, vocabulary } }
    const { differences } = await policyDiff({ ...sides, model, solver: by, roles })
    return questions.flatMap((question) => {
      const found = differences.find((one) => one.questions.some(({ field }) => field === question.field))
      const said = { gains: found?.gains.kind === 'some', loses: found?.loses.kind === 'some' }
      const tried = byEnumeration(base, head, question)
      if (said.gains === tried.gains && said.loses === tried.loses) return []
      return [
        `${question.field ?? 'row'}: diff says ${JSON.stringify(said)}, there is ${JSON.stringify(tried)}`,
      ]
    })
  }

  it(`agrees with trying everything (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(versions, async (pair) => expect(await disagreements(pair, solver)).toEqual([])),
      { seed, numRuns: RUNS, endOnFailure: false },
    )
  })

  it('is caught where a bug is planted: a solver that takes every second question for impossible', async () => {
    let asked = 0
    const sloppy: Solver = {
      find: (question) => {
        asked += 1
        return asked % 2 === 0 ? Promise.resolve({ kind: 'impossible' }) : solver.find(question)
      },
      close: () => Promise.resolve(),
    }
    const pairs = fc.sample(versions, { seed, numRuns: 10 })
    const found: string[] = []
    for (const pair of pairs) found.push(...(await disagreements(pair, sloppy)))
    expect(found.length).toBeGreaterThan(0)
  })
})
