import { setImmediate } from 'node:timers/promises'
import { slotsOf } from '../../policy/compile/class-policy'
import { allOf, anyOf, type Condition, conditionKey, negate } from '../../policy/condition'
import { type Question } from '../../policy/evaluate/decide'
import { match } from '../../policy/evaluate/match'
import { type PolicySet } from '../../policy/policy-set'
import { type Vocabulary } from '../../policy/vocabulary'
import { type Model } from '../../read/schema/model'
import { answerCondition, type PassingTests, firstDifference } from '../../testing/first-difference'
import { concernedTypes, policiesOf } from '../../testing/tested'
import { type Assumption, type Solver } from '../solver/solver'
import { rowGraph, type Witness } from '../world/row-graph'
import { type Mutant } from './mutant'

/** What decides about a mutant: the tests, and a solver for those that no test notices. */
interface MutantDependencies extends PassingTests {
  readonly model: Model
  readonly solver: Solver
  readonly assumptions: readonly Assumption[]
}

/** How many mutants one question to the solver is about. [measured: 1 took three times as long, 40 twice] */
const AT_ONCE = 12

/**
 * The outcome of every mutant, in their order. While the solver's process is busy with the mutants of one rule, the
 * tests are tried on those of the next.
 */
export async function mutantOutcomes(
  mutants: readonly Mutant[],
  dependencies: MutantDependencies,
): Promise<readonly MutantResult[]> {
  const verdicts = new Map<Mutant, MutantOutcome>()
  // WHY one after the other: what is waiting for the solver is not yet made, and takes no memory.
  let proofs = Promise.resolve()
  for (const group of groupsOf(mutants)) {
    const unnoticed: Mutant[] = []
    for (const mutant of group) {
      const by = killedBy(mutant, dependencies)
      if (by === null) unnoticed.push(mutant)
      else verdicts.set(mutant, { kind: 'killed', by })
    }
    for (let at = 0; at < unnoticed.length; at += AT_ONCE) {
      const some = unnoticed.slice(at, at + AT_ONCE)
      proofs = proofs.then(() => prove(some, dependencies, verdicts))
    }
    await setImmediate()
  }
  await proofs
  return mutants.map((mutant) => {
    const verdict = verdicts.get(mutant)
    if (verdict === undefined) throw new Error(`The mutant ${mutant.id} has no verdict`)
    return { mutant, verdict }
  })
}

function killedBy(mutant: Mutant, dependencies: MutantDependencies): string | null {
  const { set, classes } = mutant
  return firstDifference(dependencies, { set, classes, types: concernedTypes(set, mutant.types) })
}

/** Mutants of one rule share most of their conditions: the solver is asked about them together. */
function groupsOf(mutants: readonly Mutant[]): readonly (readonly Mutant[])[] {
  const groups = new Map<string, Mutant[]>()
  for (const mutant of mutants) groups.set(mutant.of, [...(groups.get(mutant.of) ?? []), mutant])
  return [...groups.values()]
}

type Verdicts = Map<Mutant, MutantOutcome>

/**
 * INVARIANT: it is enough to ask about the types whose own rules differ. A part depends on its own rules and on the
 * visibility of its owner; where those are the same in every world, the part is the same, too.
 */
async function prove(
  mutants: readonly Mutant[],
  dependencies: MutantDependencies,
  verdicts: Verdicts,
): Promise<void> {
  const { set, model } = dependencies
  const types = [...new Set(mutants.flatMap((one) => one.types))]
  for (const type of types) {
    const near = policiesOf(set, [type])
    const questions = questionsOn(type, set, model)
    const undecided = mutants
      .filter((mutant) => !verdicts.has(mutant))
      .map((mutant) => ({
        mutant,
        objections: undecidedBetween(near, policiesOf(mutant.set, [type]), questions),
      }))
      .filter(({ objections }) => objections.length > 0)
    await settle(undecided, { type, dependencies, verdicts })
  }
  for (const mutant of mutants) if (!verdicts.has(mutant)) verdicts.set(mutant, { kind: 'equivalent' })
}

interface UndecidedMutant {
  readonly mutant: Mutant
  readonly objections: readonly ConditionDifference[]
}

interface Settling {
  readonly type: string
  readonly dependencies: MutantDependencies
  readonly verdicts: Verdicts
}

/** Asks for a world in which one of them differs, until there is none: what then is left differs nowhere. */
async function settle(undecided: readonly UndecidedMutant[], settling: Settling): Promise<void> {
  const { type, dependencies, verdicts } = settling
  const { model, solver, assumptions } = dependencies
  if (undecided.length === 0) return
  const condition = anyOf(undecided.flatMap(({ objections }) => objections.map(({ differ }) => differ)))
  const solution = await solver.find({ model, type, condition, assumptions })
  switch (solution.kind) {
    case 'impossible':
      return
    case 'unknown': {
      const [first, ...rest] = undecided
      if (first === undefined) return
      if (rest.length === 0) verdicts.set(first.mutant, { kind: 'unknown', why: solution.why })
      else for (const one of undecided) await settle([one], settling)
      return
    }
    case 'witness': {
      const { witness } = solution
      const left = undecided.filter(({ mutant, objections }) => {
        const found = objections.find(({ differ }) => holdsOf(differ, witness, model))
        if (found !== undefined) verdicts.set(mutant, { kind: 'survived', question: found.question, witness })
        return found === undefined
      })
      if (left.length === undecided.length) throw new Error('The witness shows no difference')
      return settle(left, settling)
    }
  }
}

function holdsOf(condition: Condition, { principal, now, world, row }: Witness, model: Model): boolean {
  return match(condition, rowGraph(model, world).row(row), slotsOf(principal, new Date(now)))
}

/** A question on rows of a type that two policy sets answer by different conditions. */
interface ConditionDifference {
  readonly question: Question
  /** Where the first says yes and the second no, or the other way round. */
  readonly differ: Condition
}

/** Every question there is on the rows of a type: is it known, may a field be read, an action be taken. */
export function questionsOn(type: string, set: PolicySet, vocabulary: Vocabulary): readonly Question[] {
  const fields = vocabulary.types.get(type)?.fields ?? []
  return [
    { action: 'read', type },
    ...fields.map(({ name: field }) => ({ action: 'read', type, field })),
    ...(set.types.get(type)?.actions ?? []).map((action) => ({ action, type })),
  ]
}

/** What may be answered differently. Where nothing is, the two compile to the same and decide the same. */
function undecidedBetween(
  one: PolicySet,
  other: PolicySet,
  questions: readonly Question[],
): readonly ConditionDifference[] {
  const found = new Map<string, ConditionDifference>()
  for (const question of questions) {
    const [left, right] = [answerCondition(one, question), answerCondition(other, question)]
    if (conditionKey(left) === conditionKey(right)) continue
    const differ = anyOf([allOf([left, negate(right)]), allOf([negate(left), right])])
    const key = conditionKey(differ)
    if (!found.has(key)) found.set(key, { question, differ })
  }
  return [...found.values()]
}

/** The outcome of a mutant. */
export type MutantOutcome =
  /** A test fails: this asserted cell is answered differently. */
  | { readonly kind: 'killed'; readonly by: string }
  /** Proved: no cell of any world is answered differently. It is no mistake. */
  | { readonly kind: 'equivalent' }
  /** Somebody would see or do something else, and no test notices. */
  | { readonly kind: 'survived'; readonly question: Question; readonly witness: Witness }
  /** Neither proved nor refuted; counts as survived. */
  | { readonly kind: 'unknown'; readonly why: string }

export interface MutantResult {
  readonly mutant: Mutant
  readonly verdict: MutantOutcome
}

/** Whether the mutant needs a test. */
export function survived({ verdict }: MutantResult): boolean {
  return verdict.kind === 'survived' || verdict.kind === 'unknown'
}
