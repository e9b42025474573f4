import type { PolicyRule, PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import type { Assumption } from '../solve/assumption'
import type { Solver } from '../solve/solver'
import type { Tested } from '../tested/tested'
import { type Gap, openDuties } from './open-duties'
import { dutiesOf, type RuleDuties } from './obligation'
import { type Duty, type Seen, seenDuties } from './seen-duties'

/** What coverage is measured with. */
export interface Coverers {
  readonly set: PolicySet
  readonly tested: readonly Tested[]
  readonly model: Model
  readonly solver: Solver
  readonly assumptions: readonly Assumption[]
  /** Which rules are measured; absent: all. */
  readonly isConcerned?: (rule: PolicyRule) => boolean
}

/** What the tests have seen of each rule, in the order of rule ids. */
export interface Coverage {
  readonly rules: readonly RuleCoverage[]
}

export interface RuleCoverage {
  readonly duties: RuleDuties
  readonly seen: Seen
  /** Proved: no world and principal could show it. */
  readonly impossible: readonly Duty[]
  /** No test has shown it; each with what would. */
  readonly gaps: readonly Gap[]
  /** Neither shown nor proved impossible, and why. */
  readonly unknown: readonly { readonly duty: Duty; readonly why: string }[]
}

/** Masking MC/DC of every rule's condition, by class and field. */
export async function coverageOf(coverers: Coverers): Promise<Coverage> {
  const { set, tested, model, isConcerned = () => true } = coverers
  const rules = set.rules.filter(isConcerned).map(async (rule): Promise<RuleCoverage> => {
    const duties = dutiesOf(rule, set, model.types.get(rule.type)?.variable ?? 'row')
    const seen = seenDuties(duties, tested)
    return { duties, seen, ...(await openDuties(duties, seen, coverers)) }
  })
  return { rules: await Promise.all(rules) }
}
