import { principalText } from '../../../src/analysis/principals'
import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { decide, type Question } from '../../../src/policy/evaluate/decide'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Principal } from '../../../src/policy/principal'
import { type LinkedRow, type LinkedWorld } from '../../agreement/facts/link-rows'

export interface Compared {
  readonly base: PolicySet
  readonly head: PolicySet
  readonly now: Date
}

/** `gains Invoice.net` → who → for how many rows: each cell decided under both versions. */
export function bruteForce(
  { base, head, now }: Compared,
  questions: readonly Question[],
  { world, principals }: { readonly world: LinkedWorld; readonly principals: readonly Principal[] },
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map<string, Map<string, number>>()
  for (const principal of principals) {
    const before = boundTo(base, principal, now)
    const after = bindPolicy(head, principal, now)
    for (const question of questions) {
      const rows = [...(world.get(question.type)?.values() ?? [])]
      const earlier = before.answers(question, rows)
      for (const [index, row] of rows.entries()) {
        const [was, is] = [earlier[index], decide(after, question, row)]
        if (was === is) continue
        const name = `${is ? 'gains' : 'loses'} ${questionName(question)}`
        const counts = found.get(name) ?? new Map<string, number>()
        found.set(name, counts)
        const who = principalText(principal)
        counts.set(who, (counts.get(who) ?? 0) + 1)
      }
    }
  }
  return found
}

interface Bound {
  readonly answers: (question: Question, rows: readonly LinkedRow[]) => readonly boolean[]
}

/** WHY kept: every change is compared with the same base, in a world that stays as it is. */
const boundBefore = new WeakMap<PolicySet, WeakMap<Principal, Bound>>()

function boundTo(policies: PolicySet, principal: Principal, now: Date): Bound {
  const ofPolicies = boundBefore.get(policies) ?? new WeakMap<Principal, Bound>()
  boundBefore.set(policies, ofPolicies)
  const known = ofPolicies.get(principal)
  if (known !== undefined) return known
  const bound = bindPolicy(policies, principal, now)
  const answered = new Map<string, readonly boolean[]>()
  const answers: Bound['answers'] = (question, rows) => {
    const name = questionName(question)
    const found = answered.get(name) ?? rows.map((row) => decide(bound, question, row))
    answered.set(name, found)
    return found
  }
  ofPolicies.set(principal, { answers })
  return { answers }
}

/** `Invoice`, `Invoice.net`, `Invoice: pay` */
export function questionName({ action, type, field }: Question): string {
  if (action !== 'read') return `${type}: ${action}`
  return field === undefined ? type : `${type}.${field}`
}
