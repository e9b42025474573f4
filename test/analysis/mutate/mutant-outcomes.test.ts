import { type MutantResult, mutantOutcomes, survived } from '../../../src/analysis/mutate/mutant-outcomes'
import { type Mutant, MUTANT_KINDS } from '../../../src/analysis/mutate/mutant'
import { mutantsOf } from '../../../src/analysis/mutate/mutants'
import { survivorCase } from '../../../src/analysis/mutate/mutation-report'
import { type Solver } from '../../../src/analysis/solver/solver'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { type Question } from '../../../src/policy/evaluate/decide'
import { runCase } from '../../../src/testing/cases/run-case'
import { concernedTypes, type Tested } from '../../../src/testing/tested'
import { answering, anyCell, NOW, type SomeCell } from '../small/brute-force'
import { postOffice, postPolicies } from '../small/post-office'

describe('the verdict on every mutant of a small policy', () => {
  const set = postPolicies()
  const mutants = mutantsOf(set, postOffice)
  let solver: Solver
  let judged: readonly MutantResult[]

  beforeAll(async () => {
    solver = openSolver()
    judged = await mutantOutcomes(mutants, { set, tested, model: postOffice, solver, assumptions: [] })
  }, 600_000)

  afterAll(() => solver.close())

  it('knows many kinds of mistakes', () => {
    expect(new Set(mutants.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(18)
    expect(new Set(mutants.map(({ kind }) => kind)).size).toBeLessThanOrEqual(
      Object.keys(MUTANT_KINDS).length,
    )
  })

  it('gives each its own id, the same every time', () => {
    const ids = mutants.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(mutantsOf(postPolicies(), postOffice).map(({ id }) => id)).toEqual(ids)
    for (const prefix of ['class ', 'partOf ', mutants[0]?.of ?? '?']) {
      const some = mutants.filter(({ of }) => of.startsWith(prefix)).map(({ id }) => id)
      expect(mutantsOf(set, postOffice, prefix).map(({ id }) => id)).toEqual(some)
    }
  })

  it('is that of brute force over every world', () => {
    const present = answering(set)
    const expected = mutants.map((mutant) => ({
      id: mutant.id,
      of: mutant.of,
      text: mutant.text,
      is: bruteVerdict(mutant, present),
    }))
    const got = judged.map(({ mutant, verdict }) => ({
      id: mutant.id,
      of: mutant.of,
      text: mutant.text,
      is: verdict.kind,
    }))
    expect(got).toEqual(expected)
    for (const is of ['killed', 'equivalent', 'survived']) expect(got.some((one) => one.is === is)).toBe(true)
  })

  it('comes, for a survivor, with a case that passes today and fails with the mistake', () => {
    for (const one of judged.filter(survived)) {
      const found = survivorCase(one, { set, model: postOffice })
      if (found === null) throw new Error(`${one.mutant.id} has no case`)
      expect(runCase(found, set, postOffice)).toEqual([])
      expect(runCase(found, one.mutant.set, postOffice)).not.toEqual([])
    }
  })

  /** `killed` where an asserted cell differs, `equivalent` where no cell of any world does. */
  function bruteVerdict(mutant: Mutant, present: (cell: SomeCell) => boolean): string {
    const mistaken = answering(mutant.set)
    const isKilled = tested.some(({ principal, asserted }) =>
      [...asserted.values()]
        .flat()
        .some(({ question, cells }) =>
          cells.some(({ row, allowed }) => mistaken({ principal, question, row }) !== allowed),
        ),
    )
    if (isKilled) return 'killed'
    const types = concernedTypes(set, mutant.types)
    const other = anyCell(set, types, (cell) => mistaken(cell) !== present(cell))
    return other === null ? 'equivalent' : 'survived'
  }
})

/** A few cells of all worlds is asserted: enough to kill many, and to leave some. */
const tested: readonly Tested[] = (() => {
  const set = postPolicies()
  const present = answering(set)
  const chosen: Tested[] = []
  let count = 0
  anyCell(set, ['Letter', 'Person'], (cell) => {
    count += 1
    if (count % 4001 !== 0) return false
    const { principal, question, row } = cell
    const cells = [{ id: 'some', row, allowed: present(cell) }]
    chosen.push({
      by: `test ${count}`,
      principal,
      now: NOW,
      asserted: new Map<string, readonly { question: Question; cells: typeof cells }[]>([
        [question.type, [{ question, cells }]],
      ]),
    })
    return false
  })
  return chosen
})()
