import type { Coverage } from '../coverage/coverage'
import { type Duty, dutyKey } from '../coverage/seen-duties'
import type { PolicyRule } from '../../policy/policy-set'

/** Something that no test shows of a rule in the head. */
export interface UncoveredDuty {
  readonly rule: PolicyRule
  readonly duty: Duty
  /** Whether a test showed it in the base; else it is new, or was open there as well. */
  readonly was: 'covered' | 'open' | 'new'
}

/** What is open in the head, and how it stood in the base. */
export function lostCover(base: Coverage, head: Coverage): readonly UncoveredDuty[] {
  const before = new Map(base.rules.map((one) => [one.duties.rule.id, one]))
  return head.rules.flatMap(({ duties: { rule }, gaps }) => {
    const known = before.get(rule.id)
    const open = new Set(known?.gaps.flatMap((gap) => gap.duties.map(dutyKey)))
    return gaps
      .flatMap((gap) => gap.duties)
      .map((duty): UncoveredDuty => {
        const key = dutyKey(duty)
        const was = known?.seen.has(key) === true ? 'covered' : open.has(key) ? 'open' : 'new'
        return { rule, duty, was }
      })
  })
}
