import { principalText } from '../../../src/analysis/principals'
import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { decide, type Question } from '../../../src/policy/evaluate/decide'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Principal } from '../../../src/policy/principal'
import { type LinkedWorld } from '../../agreement/facts/link-rows'

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
    const before = bindPolicy(base, principal, now)
    const after = bindPolicy(head, principal, now)
    for (const question of questions) {
      for (const row of world.get(question.type)?.values() ?? []) {
        const [was, is] = [decide(before, question, row), decide(after, question, row)]
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

/** `Invoice`, `Invoice.net`, `Invoice: pay` */
export function questionName({ action, type, field }: Question): string {
  if (action !== 'read') return `${type}: ${action}`
  return field === undefined ? type : `${type}.${field}`
}
