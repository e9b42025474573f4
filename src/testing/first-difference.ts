import {
  anybodysPolicy,
  bindPolicy,
  type BoundPolicy,
  type ClassPolicy,
} from '../policy/compile/class-policy'
import { allOf, type Condition, conditionKey } from '../policy/condition'
import { conditionOf, type Question } from '../policy/evaluate/decide'
import { match } from '../policy/evaluate/match'
import { EVERYONE, type PolicySet } from '../policy/policy-set'
import { type AssertedCell, assertedCellText, policiesOf, type Tested } from './tested'

/** The tests of a policy set, and the forms its answers had when they passed. */
export interface PassingTests {
  readonly set: PolicySet
  readonly tested: readonly Tested[]
}

/** Other policies, and which tests they can concern. */
interface Changed {
  readonly set: PolicySet
  /** The types whose answers may differ. */
  readonly types: readonly string[]
  /** The classes whose principals may get other answers; null for any principal. */
  readonly classes: readonly string[] | null
}

/**
 * The first asserted cell that other policies answer differently, or null where no test notices. A question whose
 * compiled condition is the same for a principal needs no row: its answers are the same.
 */
export function firstDifference(
  { set, tested }: PassingTests,
  { set: other, types, classes }: Changed,
): string | null {
  const changed = policiesOf(other, types)
  for (const one of tested) {
    const { by, principal, now, asserted } = one
    const mine = types.filter((type) => asserted.has(type))
    const was = boundOnce(set, one)
    if (mine.length === 0 || !concerns(classes, was)) continue
    const is = bindPolicy(changed, principal, now)
    for (const { question, cells } of mine.flatMap((type) => asserted.get(type) ?? [])) {
      const condition = answerConditionOf(is.classPolicy, question)
      if (conditionKey(condition) === conditionKey(answerConditionOf(was.classPolicy, question))) continue
      const cell = cells.find((each) => differs(each, condition, is.slots))
      if (cell !== undefined) return assertedCellText(by, question, cell.id)
    }
  }
  return null
}

function concerns(classes: Changed['classes'], { classPolicy }: BoundPolicy): boolean {
  return classes === null || classes.some((name) => name === EVERYONE || classPolicy.classes.includes(name))
}

const bound = new WeakMap<PolicySet, Map<Tested, BoundPolicy>>()

function boundOnce(set: PolicySet, tested: Tested): BoundPolicy {
  const known = bound.get(set) ?? new Map<Tested, BoundPolicy>()
  bound.set(set, known)
  const found = known.get(tested) ?? bindPolicy(set, tested.principal, tested.now)
  known.set(tested, found)
  return found
}

/** Every asserted cell for which the policies themselves give another answer. Where there is one, no comparison is meaningful. */
export function failingCells({ set, tested }: PassingTests): readonly string[] {
  return tested.flatMap(({ by, principal, now, asserted }) => {
    const { classPolicy, slots } = bindPolicy(set, principal, now)
    // WHY kept: most fields of a type share one condition.
    const answered = new Map<string, Map<AssertedCell['row'], boolean>>()
    return [...asserted.values()].flat().flatMap(({ question, cells }) => {
      const condition = answerConditionOf(classPolicy, question)
      const key = conditionKey(condition)
      const answers = answered.get(key) ?? new Map<AssertedCell['row'], boolean>()
      answered.set(key, answers)
      const isAllowed = ({ row }: AssertedCell): boolean => {
        const answer = answers.get(row) ?? match(condition, row, slots)
        answers.set(row, answer)
        return answer
      }
      return cells
        .filter((cell) => isAllowed(cell) !== cell.allowed)
        .map((cell) => assertedCellText(by, question, cell.id))
    })
  })
}

function differs(
  { row, allowed }: AssertedCell,
  condition: Condition,
  slots: Parameters<typeof match>[2],
): boolean {
  return match(condition, row, slots) !== allowed
}

/**
 * When a question is answered yes, as a caller sees it: an action on a hidden row is answered like one on a row
 * that does not exist, whatever the rules on the action are.
 */
export function answerConditionOf(policy: ClassPolicy, question: Question): Condition {
  const { action, type } = question
  const own = conditionOf(policy, question)
  return action === 'read' ? own : allOf([conditionOf(policy, { action: 'read', type }), own])
}

/** The same, for any principal. */
export function answerCondition(set: PolicySet, question: Question): Condition {
  return answerConditionOf(anybodysPolicy(set), question)
}
