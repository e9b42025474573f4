import { questionsOn } from '../../../src/analysis/mutate/mutant-outcomes'
import { rowGraph } from '../../../src/analysis/world/row-graph'
import { bindPolicy } from '../../../src/policy/compile/class-policy'
import { decide, type Question } from '../../../src/policy/evaluate/decide'
import { type Row } from '../../../src/policy/evaluate/match'
import { type PolicySet } from '../../../src/policy/policy-set'
import { type Principal } from '../../../src/policy/principal'
import { everybody, everyWorld } from './every-world'
import { postOffice } from './post-office'

export const NOW = new Date('2026-01-02T03:04:05Z')

/** A cell of one of all the worlds. */
export interface SomeCell {
  readonly principal: Principal
  readonly question: Question
  readonly row: Row
}

/** Every row of every world, by type. */
const rows: ReadonlyMap<string, readonly Row[]> = (() => {
  const graphs = everyWorld().map((world) => rowGraph(postOffice, world))
  return new Map(
    [...postOffice.types.keys()].map((type) => [type, graphs.flatMap((graph) => graph.rows(type))]),
  )
})()

/** Goes through every cell there is of some types until `look` says it has seen enough. */
export function anyCell(
  set: PolicySet,
  types: readonly string[],
  look: (cell: SomeCell) => boolean,
): SomeCell | null {
  for (const principal of everybody) {
    for (const type of types) {
      for (const question of questionsOn(type, set, postOffice)) {
        for (const row of rows.get(type) ?? []) {
          const cell = { principal, question, row }
          if (look(cell)) return cell
        }
      }
    }
  }
  return null
}

/** What somebody outside is answered: on a row that is not known, no to everything. */
export function answering(set: PolicySet): (cell: SomeCell) => boolean {
  const bound = new Map<Principal, ReturnType<typeof bindPolicy>>()
  return ({ principal, question, row }) => {
    const policy = bound.get(principal) ?? bindPolicy(set, principal, NOW)
    bound.set(principal, policy)
    const known = decide(policy, { action: 'read', type: question.type }, row)
    return known && decide(policy, question, row)
  }
}
