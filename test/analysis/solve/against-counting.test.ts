import fc from 'fast-check'
import { keepsTo } from '../../../src/analysis/solver/decode-witness'
import { type Assumption, type Solution, type SolverQuestion } from '../../../src/analysis/solver/solver'
import { openSolver } from '../../../src/analysis/solver/z3-solver'
import { type MadeUpWorld, rowAt, withRow } from '../../../src/analysis/world/made-up-world'
import { rowGraph, type Witness } from '../../../src/analysis/world/row-graph'
import { slotsOf } from '../../../src/policy/compile/class-policy'
import { type Condition } from '../../../src/policy/condition'
import { holds, type Row } from '../../../src/policy/evaluate/match'
import { conditions } from './conditions'
import { tinyModel as model } from './tiny-model'
import { allSmallWorlds, SMALL_NOW, smallPrincipals } from './worlds'

const DEEP = process.env['DEEP'] !== undefined
const RUNS = DEEP ? 100 : 8

const solver = openSolver()
/** Every seventh of them (the licences take turns by four) in an ordinary run. */
const worlds = allSmallWorlds().filter((_, index) => DEEP || index % 7 === 0)
const graphs = worlds.map((world) => rowGraph(model, world))
const slots = smallPrincipals.map((principal) => slotsOf(principal, SMALL_NOW))

afterAll(() => solver.close())

interface Figures {
  readonly witness: number
  readonly impossible: number
  readonly unknown: number
  readonly shown: number
}

describe('what counting finds, the solver does not call impossible', () => {
  test.each(['Firm', 'Item', 'Licence', 'Safe'])(
    'of a %s',
    async (type) => {
      const asked = fc.sample(conditions([{ name: 'row', type }], 3), { numRuns: RUNS, seed: 11 })
      const figures = await compareAll(
        asked.map((condition) => ({ model, type, condition })),
        (question) => counted(question.type, (rows, at) => holds(question.condition, { rows, slots: at })),
      )
      // Both answers are given often enough to mean something, and hardly anything is left open.
      expect(figures.witness).toBeGreaterThan(RUNS / 3)
      expect(figures.unknown).toBeLessThanOrEqual(1)
      expect(figures.shown).toBeGreaterThan(RUNS / 4)
    },
    600_000,
  )

  test('under assumptions', async () => {
    const [row, one] = [
      { name: 'row', type: 'Firm' },
      { name: 'one', type: 'Firm' },
    ]
    const asked = fc.sample(
      fc.record({
        condition: conditions([row], 2),
        then: conditions([one], 2),
        only: conditions([one], 0),
      }),
      { numRuns: RUNS, seed: 5 },
    )
    const questions = asked.map(({ condition, then, only }) => ({
      model,
      type: 'Firm',
      condition,
      assumptions: [assumption({ if: only, then })],
    }))
    const figures = await compareAll(questions, (question) =>
      counted('Firm', (rows, at, graph) => {
        if (!holds(question.condition, { rows, slots: at })) return false
        return (question.assumptions ?? []).every((each) => keepsTo(each, graph, at))
      }),
    )
    expect(figures.witness).toBeGreaterThan(RUNS / 4)
    expect(figures.unknown).toBeLessThanOrEqual(1)
  }, 600_000)

  test('before and after a change', async () => {
    const row = { name: 'row', type: 'Firm' }
    const asked = fc.sample(
      fc.record({
        before: conditions([row], 2),
        after: conditions([row], 2),
        set: fc.constantFrom({ open: true }, { open: null }, { size: 2 }, { open: false, size: 1 }),
      }),
      { numRuns: RUNS, seed: 3 },
    )
    const questions = asked.map(({ before, after, set }): SolverQuestion => {
      const condition: Condition = { op: 'true' }
      return {
        model,
        type: 'Firm',
        condition,
        after: { change: { of: 'row', set }, either: [{ before, after }] },
      }
    })
    const figures = await compareAll(questions, ({ after }) => {
      if (after === undefined) return false
      return worlds.slice(0, 120).some((world, at) =>
        Object.keys(world['Firm'] ?? {}).some((key) => {
          const name = { type: 'Firm', key: Number(key) }
          const changed: MadeUpWorld = withRow(world, name, { ...rowAt(world, name), ...after.change.set })
          const [one, other] = [graphs[at]?.row(name), rowGraph(model, changed).row(name)]
          return slots.some((who) =>
            after.either.some(
              (each) =>
                one !== undefined &&
                holds(each.before, { rows: new Map([['row', one]]), slots: who }) &&
                holds(each.after, { rows: new Map([['row', other]]), slots: who }),
            ),
          )
        }),
      )
    })
    expect(figures.witness).toBeGreaterThan(RUNS / 4)
    expect(figures.unknown).toBeLessThanOrEqual(1)
  }, 600_000)
})

/** Asks every question, and holds each answer against the count and against the engine. */
async function compareAll(
  questions: readonly SolverQuestion[],
  isShown: (question: SolverQuestion) => boolean,
): Promise<Figures> {
  const figures = { witness: 0, impossible: 0, unknown: 0, shown: 0 }
  for (const question of questions) {
    const solution: Solution = await solver.find(question)
    figures[solution.kind] += 1
    const shown = isShown(question)
    if (shown) figures.shown += 1
    if (shown && solution.kind === 'impossible')
      throw new Error(`Not impossible: ${JSON.stringify(question.condition)}`)
    if (solution.kind === 'witness' && !reallyHolds(question, solution.witness)) {
      throw new Error(`No witness: ${JSON.stringify({ ...question, model: null, found: solution.witness })}`)
    }
  }
  return figures
}

function reallyHolds({ condition }: SolverQuestion, { world, row, principal, now }: Witness): boolean {
  const rows = new Map([['row', rowGraph(model, world).row(row)]])
  return holds(condition, { rows, slots: slotsOf(principal, new Date(now)) })
}

function counted(
  type: string,
  isSo: (
    rows: ReadonlyMap<string, Row>,
    at: (typeof slots)[number],
    graph: (typeof graphs)[number],
  ) => boolean,
): boolean {
  return graphs.some((graph) =>
    graph.rows(type).some((row) => slots.some((at) => isSo(new Map([['row', row]]), at, graph))),
  )
}

function assumption(said: Pick<Assumption, 'if' | 'then'>): Assumption {
  const each = new Map([['one', 'Firm']])
  return { id: 'some', means: 'Some.', each, some: new Map(), path: 'none', line: 1, ...said }
}
