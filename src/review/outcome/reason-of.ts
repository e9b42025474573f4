import type { BoundPolicy } from '../../policy/bind-policy'
import { decidingRule, type Question } from '../../policy/decide'
import { neededPaths } from '../../policy/needed-paths'
import { factLoaders } from '../../query/fact-loader'
import { parseGlobalId } from '../../query/global-id'
import { typeOf } from '../../query/model/model'
import type { FactSource } from '../../query/read-facts'

/** Why a path is answered as it is. */
export interface Reason {
  readonly sentence: string
  /** The rule that decided; absent where none did. */
  readonly rule?: string
}

export interface Reasons {
  /** Why a field of a row may be read or not; without a field: the row itself. */
  ofCell(row: RowPlace, field?: string): Promise<Reason>
  /** Why an edge of a row leads to nothing that is shown. */
  ofEmptyEdge(row: RowPlace, field: string): Promise<Reason>
  /** Why nothing is shown for an id. */
  ofId(id: string): Promise<Reason>
}

/** A row by its type and key; of a part without an id only the type is known. */
export interface RowPlace {
  readonly type: string
  readonly key: number | undefined
}

/** INVARIANT: read from the compiled rules that answered, on facts that no policy hides: for reviewers only. */
export function reasonsFor(bound: BoundPolicy, source: FactSource): Reasons {
  const factsOf = factLoaders(source, (type) => {
    const conditions = [
      ...bound.set.rules.filter((rule) => rule.type === type).map((rule) => rule.condition),
      ...bound.view.rules.filter((rule) => rule.subject === type).map((rule) => rule.conditions),
    ]
    return { type, paths: neededPaths(conditions) }
  })
  const targetsOf = factLoaders(source, (edge) => {
    const [type = '', relation = ''] = edge.split('.')
    const target = { attributes: new Set(['id']), relations: new Map<string, never>() }
    return { type, paths: { attributes: new Set<string>(), relations: new Map([[relation, target]]) } }
  })
  const ofCell: Reasons['ofCell'] = async ({ type, key }, field) => {
    const question: Question = { action: 'read', type, ...(field === undefined ? {} : { field }) }
    if (field !== undefined && field !== 'id' && bound.view.type(type).field(field).kind === 'never') {
      return { sentence: `never for your classes (${bound.view.classes.join(', ') || 'none'})` }
    }
    if (key === undefined) return { sentence: 'by the rules of what it is part of' }
    const row = await factsOf(type).load(key)
    if (row === null) return { sentence: 'there is no such row' }
    const deciding = decidingRule(bound, question, row)
    const origin: unknown = deciding?.origin
    const id = typeof origin === 'object' && origin !== null && 'id' in origin ? String(origin.id) : undefined
    const rule = bound.set.rules.find((one) => one.id === id)
    if (rule !== undefined) return { sentence: rule.because, rule: rule.id }
    if (deciding !== null) return { sentence: 'The scopes of the token leave it out.' }
    return { sentence: 'no rule that permits it to this principal holds for this row' }
  }
  return {
    ofCell,
    ofEmptyEdge: async ({ type, key }, field) => {
      const answer = typeOf(source.model, type).answers.get(field)
      if (answer?.kind !== 'one' || key === undefined) return { sentence: 'nothing is there' }
      const row = await targetsOf(`${type}.${answer.relation.name}`).load(key)
      const target = row?.[answer.relation.name]
      if (typeof target !== 'object' || target === null || !('id' in target)) {
        return { sentence: 'nothing is there' }
      }
      return hiddenRow(await ofCell({ type: answer.relation.target, key: Number(target.id) }))
    },
    ofId: async (id) => {
      const parsed = parseGlobalId(id)
      if (parsed === undefined || !source.model.types.has(parsed.type)) return { sentence: 'this is no id' }
      const reason = await ofCell(parsed)
      return reason.sentence === 'there is no such row' ? reason : hiddenRow(reason)
    },
  }
}

function hiddenRow({ sentence, rule }: Reason): Reason {
  return rule === undefined
    ? { sentence: `the row is hidden: ${sentence}` }
    : { sentence: `the row is hidden by ${rule}: ${sentence}`, rule }
}
