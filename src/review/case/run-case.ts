import { bindPolicy } from '../../policy/bind-policy'
import { decide } from '../../policy/decide'
import { explain } from '../../policy/explain'
import type { PolicySet } from '../../policy/policy-set'
import type { Model } from '../../query/model/model'
import { rowGraph } from '../world/row-graph'
import { type Case, cellText, type ExpectedCell } from './case'

/** A cell of a case that a reader answered otherwise than expected. */
export interface CaseFailure {
  readonly name: string
  /** `decide`, `SQL on SQLite` */
  readonly reader: string
  readonly cell: ExpectedCell
  /** What decided, and its sentence. */
  readonly rule: string
}

/** Asks the rule engine for every cell of a case. */
export function runCase(one: Case, policies: PolicySet, model: Model): readonly CaseFailure[] {
  const allowed = decidedCells(one, policies, model)
  return one.expect.flatMap((cell, at) =>
    allowed[at] === cell.allowed
      ? []
      : [{ name: one.name, reader: 'decide', cell, rule: ruleBehind(one, cell, { policies, model }) }],
  )
}

/** What the rule engine answers for each cell that the case names, in that order. */
export function decidedCells(one: Case, policies: PolicySet, model: Model): readonly boolean[] {
  const bound = bindPolicy(policies, one.principal, new Date(one.clock))
  const graph = rowGraph(model, one.world)
  return one.expect.map(({ question, key }) =>
    decide(bound, question, graph.row({ type: question.type, key })),
  )
}

/** The rule that decides a cell of a case, and its sentence. */
export function ruleBehind(
  { principal, clock, world }: Case,
  { question, key }: ExpectedCell,
  { policies, model }: { readonly policies: PolicySet; readonly model: Model },
): string {
  const bound = bindPolicy(policies, principal, new Date(clock))
  const row = rowGraph(model, world).row({ type: question.type, key })
  const { deciding, sentence } = explain(bound, question, row)
  return `${deciding ?? 'no rule'}: ${sentence}`
}

/** What is wrong, in two lines. */
export function caseFailureText({ name, reader, cell, rule }: CaseFailure): string {
  const [expected, got] = cell.allowed ? ['allowed', 'refused'] : ['refused', 'allowed']
  return `✗ case ${name} · ${cellText(cell)}: expected ${expected}, got ${got} · ${reader}\n    ${rule}`
}
