import { type Model, typeOf } from '../../query/model/model'
import type { Question } from '../../policy/decide'
import type { Case } from '../case/case'
import { rowGraph } from '../world/row-graph'
import type { Asserted, AssertedCell, Tested } from './tested'

/** What cases assert. A row that must not be known hides all its fields: they need not be named. */
export function testedByCases(cases: readonly Case[], model: Model): readonly Tested[] {
  return cases.map((one) => {
    const graph = rowGraph(model, one.world)
    const asserted = new Map<string, { readonly question: Question; readonly cells: AssertedCell[] }>()
    const assert = (question: Question, cell: AssertedCell): void => {
      const key = JSON.stringify([question.type, question.action, question.field ?? null])
      const known = asserted.get(key) ?? { question, cells: [] }
      known.cells.push(cell)
      asserted.set(key, known)
    }
    for (const { question, key, allowed } of one.expect) {
      const { type, action, field } = question
      const cell = { id: `${type}:${key}`, row: graph.row({ type, key }), allowed }
      assert(question, cell)
      if (action !== 'read' || field !== undefined || allowed) continue
      for (const { name } of typeOf(model, type).fields) assert({ action, type, field: name }, cell)
    }
    return {
      by: `case ${one.name}`,
      principal: one.principal,
      now: new Date(one.clock),
      asserted: byType([...asserted.values()]),
    }
  })
}

function byType(all: readonly Asserted[]): ReadonlyMap<string, readonly Asserted[]> {
  const types = new Map<string, Asserted[]>()
  for (const one of all) types.set(one.question.type, [...(types.get(one.question.type) ?? []), one])
  return types
}
