import { assumeSlots } from '../../policy/assume'
import { slotsOf, type SlotValue } from '../../policy/compile/class-policy'
import { allOf, anyOf, type Condition, conditionKey, negate, TRUE } from '../../policy/condition'
import { rebase } from '../../policy/condition-paths'
import { cellCondition, type Question } from '../../policy/evaluate/decide'
import { match } from '../../policy/evaluate/match'
import { type PolicySet } from '../../policy/policy-set'
import { type Model } from '../../read/schema/model'
import { worldAfter } from '../solver/decode-witness'
import { type Assumption, type Change, type Solution, type Solver } from '../solver/solver'
import { rowGraph, type Witness } from '../world/row-graph'
import { type Cell, type Coordinate, type Invariant, type PrincipalChange, sameQuestion } from './invariant'

export interface ProofDependencies {
  readonly policies: PolicySet
  readonly model: Model
  readonly assumptions: readonly Assumption[]
  readonly solver: Solver
}

export type ProofResult =
  | { readonly kind: 'proved' }
  /** Somebody has a cell that nobody should have; for a change, after it or before it alone. */
  | {
      readonly kind: 'refuted'
      readonly witness: Witness
      readonly question: Question
      readonly change: Change | null
    }
  /** Nothing could ever break it: it says nothing. */
  | { readonly kind: 'vacuous' }
  | { readonly kind: 'unknown'; readonly why: string }

/** Whether the invariant holds for every principal in every world that keeps to the assumptions. */
export function proveInvariant(invariant: Invariant, dependencies: ProofDependencies): Promise<ProofResult> {
  switch (invariant.kind) {
    case 'never':
    case 'only':
    case 'whoever':
      return proveCells(invariant, dependencies)
    case 'nothing':
      return proveNothing(invariant, dependencies)
    case 'change':
      return invariant.change.of === 'principal'
        ? provePrincipalChange(invariant, invariant.change as PrincipalChange, dependencies)
        : proveRowChange(invariant, invariant.change, dependencies)
  }
}

type OfCells = Extract<Invariant, { kind: 'never' | 'only' | 'whoever' }>
type OfNothing = Extract<Invariant, { kind: 'nothing' }>
type OfChange = Extract<Invariant, { kind: 'change' }>

async function proveCells(invariant: OfCells, dependencies: ProofDependencies): Promise<ProofResult> {
  const { when, cells } = invariant
  const broken = brokenBy(invariant, dependencies)
  const bad: ProofResult[] = []
  for (const { condition, cells: grouped } of grouping(cells, invariant, dependencies)) {
    const solution = await find(allOf([when, condition, broken]), invariant, dependencies)
    const [cell] = grouped
    if (solution.kind === 'witness' && cell !== undefined) {
      return { kind: 'refuted', witness: solution.witness, question: cell.question, change: null }
    }
    if (solution.kind === 'unknown') bad.push(solution)
  }
  if (bad[0] !== undefined) return bad[0]
  // What can be broken at all: for `never` the cells without `when`, and `when` without the cells.
  const any = anyOf(cells.map((cell) => conditionOf(cell, invariant, dependencies)))
  const premises = invariant.kind === 'never' ? [any, when] : [allOf([when, any])]
  for (const premise of premises) {
    if (!(await happens(premise, invariant, dependencies))) return { kind: 'vacuous' }
  }
  return { kind: 'proved' }
}

function brokenBy(invariant: OfCells, dependencies: ProofDependencies): Condition {
  switch (invariant.kind) {
    case 'never':
      return TRUE
    case 'only':
      return negate(invariant.then)
    case 'whoever':
      return negate(allOf(invariant.also.map((cell) => conditionOf(cell, invariant, dependencies))))
  }
}

/** Cells with one and the same condition are asked about once. */
function grouping(
  cells: readonly Cell[],
  invariant: Invariant,
  dependencies: ProofDependencies,
): readonly { readonly condition: Condition; readonly cells: readonly Cell[] }[] {
  const groups = new Map<string, { readonly condition: Condition; readonly cells: Cell[] }>()
  for (const cell of cells) {
    const condition = conditionOf(cell, invariant, dependencies)
    const key = conditionKey(condition)
    const group = groups.get(key) ?? { condition, cells: [] }
    group.cells.push(cell)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** When the cell is allowed, in terms of the row that the invariant means. */
function conditionOf(
  { of, question }: Cell,
  { of: names }: Invariant,
  { policies }: ProofDependencies,
): Condition {
  const condition = cellCondition(policies, question)
  return of === 'row' ? condition : rebase(condition, of, new Set(['row', ...names.keys()]))
}

function find(
  condition: Condition,
  invariant: Invariant,
  dependencies: ProofDependencies,
): Promise<Solution> {
  const { model, assumptions, solver } = dependencies
  const [[, type] = ['', ''], ...others] = [...invariant.of]
  return solver.find({ model, type, condition, assumptions, others: new Map(others) })
}

async function happens(
  condition: Condition,
  invariant: Invariant,
  dependencies: ProofDependencies,
): Promise<boolean> {
  const solver: ProofDependencies['solver'] = {
    ...dependencies.solver,
    find: (one) => dependencies.solver.find({ ...one, witness: 'any' }),
  }
  return (await find(condition, invariant, { ...dependencies, solver })).kind !== 'impossible'
}

/** Every cell of every type at once. The witness shows which one somebody has. */
function proveNothing({ when, except }: OfNothing, dependencies: ProofDependencies): Promise<ProofResult> {
  return proveEachType(dependencies, { when, change: null }, (questions) => {
    const broken = withoutRepetition(left(questions, except), dependencies.policies)
    return { broken, condition: allOf([when, anyOf(broken.map((cell) => cell.condition))]) }
  })
}

/** Every cell, as the principal is and as it would be. */
function provePrincipalChange(
  { when, never, except, within }: OfChange,
  change: PrincipalChange,
  dependencies: ProofDependencies,
): Promise<ProofResult> {
  return proveEachType(dependencies, { when, change }, (questions) => {
    const cells = withoutRepetition(left(questions, except, within), dependencies.policies)
    const broken = cells.map(({ condition, question }) => {
      const other = assumeSlots(condition, slotsSetBy(change))
      const [closed, open] = never === 'opens' ? [condition, other] : [other, condition]
      return { question, condition: allOf([when, open, negate(closed)]) }
    })
    return { broken, condition: anyOf(broken.map((cell) => cell.condition)) }
  })
}

function slotsSetBy({ set }: PrincipalChange): ReadonlyMap<string, SlotValue> {
  return new Map(Object.entries(set).map(([name, value]) => [`principal.${name}`, value]))
}

interface CellOfType {
  readonly question: Question
  readonly condition: Condition
}

/** Asks for a broken cell, one type after the other. @param brokenIn when one of these cells is broken, and when each is */
async function proveEachType(
  dependencies: ProofDependencies,
  { when, change }: { readonly when: Condition; readonly change: Change | null },
  brokenIn: (questions: readonly Question[]) => {
    readonly condition: Condition
    readonly broken: readonly CellOfType[]
  },
): Promise<ProofResult> {
  const { model, assumptions, solver } = dependencies
  let unknown: ProofResult | null = null
  let possible = false
  for (const [type, questions] of allQuestions(dependencies)) {
    const { condition, broken } = brokenIn(questions)
    const solution = await solver.find({ model, type, assumptions, condition })
    if (solution.kind === 'unknown') unknown ??= solution
    if (solution.kind === 'witness') {
      const { witness } = solution
      const row = rowGraph(model, witness.world).row(witness.row)
      const slots = slotsOf(witness.principal, new Date(witness.now))
      const cell = broken.find((one) => match(one.condition, row, slots))
      if (cell === undefined) throw new Error('The witness breaks no cell')
      return { kind: 'refuted', witness, question: cell.question, change }
    }
    possible ||=
      (await solver.find({ model, type, assumptions, condition: when, witness: 'any' })).kind !== 'impossible'
  }
  if (!possible) return { kind: 'vacuous' }
  return unknown ?? { kind: 'proved' }
}

function left(
  questions: readonly Question[],
  except: readonly Coordinate[],
  within: readonly Coordinate[] | null = null,
): readonly Question[] {
  const named = (cells: readonly Coordinate[], one: Question): boolean =>
    cells.some(({ question }) => sameQuestion(question, one))
  return questions.filter((one) => !named(except, one) && (within === null || named(within, one)))
}

/**
 * Every cell of every type, before and after. The row of the cell is called `row`, the one that changes by a name of
 * its own; they may be the same.
 */
async function proveRowChange(
  invariant: OfChange,
  change: Change,
  dependencies: ProofDependencies,
): Promise<ProofResult> {
  const { never, when, of, except, within } = invariant
  const { model, policies, assumptions, solver } = dependencies
  const others = new Map([...of].map(([name, type], index) => [index === 0 ? CHANGED : name, type]))
  const about = rebase(when, CHANGED, new Set(of.keys()))
  const changed = { of: change.of === 'row' ? CHANGED : change.of, set: change.set }
  let unknown: ProofResult | null = null
  let possible = false
  for (const [type, questions] of allQuestions(dependencies)) {
    const ask = { model, type, assumptions, others, condition: about }
    const cells = withoutRepetition(left(questions, except, within), policies).map(
      ({ condition, question }) => {
        const [before, after] =
          never === 'opens' ? [negate(condition), condition] : [condition, negate(condition)]
        return { question, before, after }
      },
    )
    const solution = await solver.find({ ...ask, after: { change: changed, either: cells } })
    if (solution.kind === 'unknown') unknown ??= solution
    if (solution.kind === 'witness') {
      const { witness } = solution
      const slots = slotsOf(witness.principal, new Date(witness.now))
      const [one, other] = [witness.world, worldAfter(witness, changed)].map((world) =>
        rowGraph(model, world).row(witness.row),
      )
      const found = cells.find(
        (cell) =>
          one !== undefined &&
          other !== undefined &&
          match(cell.before, one, slots) &&
          match(cell.after, other, slots),
      )
      if (found !== undefined) return { kind: 'refuted', witness, question: found.question, change: changed }
    }
    if (possible) continue
    const whether = await solver.find({
      ...ask,
      after: { change: changed, either: [{ before: TRUE, after: TRUE }] },
      witness: 'any',
    })
    possible = whether.kind !== 'impossible'
  }
  if (!possible) return { kind: 'vacuous' }
  return unknown ?? { kind: 'proved' }
}

const CHANGED = 'changed'

/** Every cell there is, by type. */
function allQuestions({
  policies,
  model,
}: Pick<ProofDependencies, 'policies' | 'model'>): readonly (readonly [string, readonly Question[]])[] {
  return [...policies.types].map(([type, { actions }]) => {
    const fields = (model.types.get(type)?.fields ?? []).map(({ name }) => ({
      action: 'read',
      type,
      field: name,
    }))
    return [type, [{ action: 'read', type }, ...fields, ...actions.map((action) => ({ action, type }))]]
  })
}

/** One question for each condition: what decides several fields alike is asked once. */
function withoutRepetition(questions: readonly Question[], policies: PolicySet): readonly CellOfType[] {
  const found = new Map<string, CellOfType>()
  for (const question of questions) {
    const condition = cellCondition(policies, question)
    const key = conditionKey(condition)
    if (condition.op !== 'false' && !found.has(key)) found.set(key, { condition, question })
  }
  return [...found.values()]
}
