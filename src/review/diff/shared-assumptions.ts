import { conditionKey } from '../../policy/condition'
import type { Assumption } from '../solve/assumption'

/**
 * What both versions take for granted, in the same words. WHY not what the head does alone: a change must not excuse
 * itself by assuming more.
 */
export function sharedAssumptions(
  base: readonly Assumption[],
  head: readonly Assumption[],
): readonly Assumption[] {
  const before = new Set(base.map(meaning))
  return head.filter((one) => before.has(meaning(one)))
}

function meaning({ id, each, if: condition, some, then }: Assumption): string {
  return JSON.stringify([id, [...each], conditionKey(condition), [...some], conditionKey(then)])
}
