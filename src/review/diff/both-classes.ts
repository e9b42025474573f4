import { anyOf, type Condition } from '../../policy/condition'
import type { PolicySet } from '../../policy/policy-set'

/** The classes of two versions; where both have one of that name, whoever belongs to either of the two. */
export function bothClasses(base: PolicySet, head: PolicySet): ReadonlyMap<string, Condition> {
  const classes = new Map<string, Condition>()
  for (const { name, condition } of [...head.classes, ...base.classes]) {
    const known = classes.get(name)
    classes.set(name, known === undefined ? condition : anyOf([known, condition]))
  }
  return classes
}
