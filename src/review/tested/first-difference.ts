import { bindPolicy } from '../../policy/bind-policy'
import { answerConditionOf } from './answer-condition'
import { type Condition, conditionKey } from '../../policy/condition'
import { match } from '../../policy/match'
import type { PolicySet } from '../../policy/policy-set'
import { policiesOf } from './concerned-policies'
import { type AssertedCell, cellText, type Tested } from './tested'

/** The tests of a policy set, and the forms its answers had when they passed. */
export interface Bench {
  readonly set: PolicySet
  readonly tested: readonly Tested[]
}

/**
 * The first asserted cell of these types that other policies answer differently, or null where no test notices.
 * A question whose compiled condition is the same for a principal needs no row: its answers are the same.
 */
export function firstDifference(bench: Bench, other: PolicySet, types: readonly string[]): string | null {
  const changed = policiesOf(other, types)
  for (const { by, principal, now, asserted } of bench.tested) {
    const mine = types.filter((type) => asserted.has(type))
    if (mine.length === 0) continue
    const was = bindPolicy(bench.set, principal, now)
    const is = bindPolicy(changed, principal, now)
    for (const { question, cells } of mine.flatMap((type) => asserted.get(type) ?? [])) {
      const condition = answerConditionOf(is.view, question)
      if (conditionKey(condition) === conditionKey(answerConditionOf(was.view, question))) continue
      const cell = cells.find((one) => differs(one, condition, is.slots))
      if (cell !== undefined) return cellText(by, question, cell.id)
    }
  }
  return null
}

/** Every asserted cell that the policies themselves answer otherwise: where there is one, no verdict means anything. */
export function failingCells({ set, tested }: Bench): readonly string[] {
  return tested.flatMap(({ by, principal, now, asserted }) => {
    const { view, slots } = bindPolicy(set, principal, now)
    return [...asserted.values()].flat().flatMap(({ question, cells }) => {
      const condition = answerConditionOf(view, question)
      return cells
        .filter((cell) => differs(cell, condition, slots))
        .map((cell) => cellText(by, question, cell.id))
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
