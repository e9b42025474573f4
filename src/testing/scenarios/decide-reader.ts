import { bindPolicy, type BoundPolicy } from '../../policy/compile/class-policy'
import { neededPaths } from '../../policy/condition-paths'
import { decide } from '../../policy/evaluate/decide'
import { type Row } from '../../policy/evaluate/match'
import { type PolicySet } from '../../policy/policy-set'
import { type Principal } from '../../policy/principal'
import { type FactSource, readFacts } from '../../read/read-facts'
import { type Reader, type SeenRow, type Subject } from './run-scenarios'

export interface DecideDependencies {
  readonly policies: PolicySet
  readonly facts: FactSource
  readonly principalOf: (persona: string) => Promise<Principal>
  readonly subjects: readonly Subject[]
  readonly clock: Date
}

/** Reads facts without any policy, then asks the rule engine for each row, field and action. */
export function decideReader(dependencies: DecideDependencies): Reader {
  const subjects = new Map(dependencies.subjects.map((subject) => [subject.type, subject]))
  return {
    name: 'decide',
    read: async (persona, type) => {
      const subject = subjects.get(type)
      if (subject === undefined) return new Map()
      const bound = bindPolicy(
        dependencies.policies,
        await dependencies.principalOf(persona),
        dependencies.clock,
      )
      const rows = await factsOf(dependencies, bound, subject)
      const seen = [...rows].flatMap(([key, row]): [string, SeenRow][] => {
        const known = seenOf(bound, subject, row)
        return known === null ? [] : [[`${type}:${key}`, known]]
      })
      return new Map(seen)
    },
  }
}

function factsOf(
  dependencies: DecideDependencies,
  bound: BoundPolicy,
  { type, rows }: Subject,
): Promise<ReadonlyMap<number, Row>> {
  const conditions = bound.classPolicy.rules
    .filter((rule) => rule.subject === type)
    .map((rule) => rule.conditions)
  const keys = rows.map((id) => Number(id.slice(id.indexOf(':') + 1)))
  return readFacts(dependencies.facts, { type, paths: neededPaths(conditions) }, keys)
}

function seenOf(bound: BoundPolicy, { type, fields, actions }: Subject, row: Row): SeenRow | null {
  if (!decide(bound, { action: 'read', type }, row)) return null
  return {
    fields: new Set(fields.filter((field) => decide(bound, { action: 'read', type, field }, row))),
    actions: new Set(actions.filter((action) => decide(bound, { action, type }, row))),
  }
}
