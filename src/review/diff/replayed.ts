import { bindPolicy } from '../../policy/bind-policy'
import { decidingRule, type Question } from '../../policy/decide'
import type { PolicyRule } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import { rowGraph } from '../world/row-graph'
import type { Witness } from '../world/witness'
import type { Side } from './changed-questions'

/** A witness, and what the engine answers of it under either version. */
export interface ReplayedWitness extends Witness {
  readonly before: ReplayedAnswer
  readonly after: ReplayedAnswer
}

export interface ReplayedAnswer {
  readonly allowed: boolean
  /** The rule that decided; absent where none permits. */
  readonly rule?: Pick<PolicyRule, 'id' | 'because' | 'path' | 'line'>
}

/**
 * Asks the engine itself, under both versions.
 * @throws where both answer alike: then the witness is none, and nothing may be concluded from it
 */
export function replayed(
  sides: { readonly base: Side; readonly head: Side; readonly model: Model },
  question: Question,
  witness: Witness,
): ReplayedWitness {
  const row = rowGraph(sides.model, witness.world).row(witness.row)
  const answerOf = ({ set }: Side): ReplayedAnswer => {
    const deciding = decidingRule(bindPolicy(set, witness.principal, new Date(witness.now)), question, row)
    const origin: object | undefined = deciding?.origin
    const rule = set.rules.find((one) => origin !== undefined && 'id' in origin && origin.id === one.id)
    const allowed = deciding !== null && !deciding.inverted
    if (rule === undefined) return { allowed }
    const { id, because, path, line } = rule
    return { allowed, rule: { id, because, path, line } }
  }
  const before = answerOf(sides.base)
  const after = answerOf(sides.head)
  if (before.allowed === after.allowed) {
    throw new Error(
      `The engine answers ${JSON.stringify(question)} alike under both versions: ${JSON.stringify(witness)}`,
    )
  }
  return { ...witness, before, after }
}
