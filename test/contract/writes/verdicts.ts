import { type MutationExample, type Need } from '../../../schema/noun-proofs'
import { bindPolicy, type BoundPolicy } from '../../../src/policy/compile/class-policy'
import { neededPaths } from '../../../src/policy/condition-paths'
import { decide } from '../../../src/policy/evaluate/decide'
import { type Principal } from '../../../src/policy/principal'
import { readFacts } from '../../../src/read/read-facts'
import { NOON } from '../../support/real-engine'
import { type Row, type Stage } from './stage'

/** What the contract says of a principal, a mutation and a row. */
export type Verdict = 'UNAUTHENTICATED' | 'NOT_FOUND' | 'FORBIDDEN' | 'ALLOWED'

/** What principals may know of the rows of a type: decided on facts, as reviewers would. */
export interface Judge {
  readonly rows: readonly Row[]
  readonly sees: (principal: Principal, key: number) => boolean
  readonly verdict: (principal: Principal, mutation: MutationExample, key: number) => Verdict
}

export async function judgeOf(stage: Stage, type: string): Promise<Judge> {
  const { model, policies } = stage.mandate
  const table = model.types.get(type)?.table
  if (table === undefined) throw new Error(`Nothing is kept of the type ${type}`)
  const rows = [...(await stage.rows(table))].sort((a, b) => Number(a['id']) - Number(b['id']))
  const conditions = policies.rules.filter((rule) => rule.type === type).map((rule) => rule.condition)
  const keys = rows.map((row) => Number(row['id']))
  const wanted = { type, paths: neededPaths(conditions) }
  const facts = await readFacts({ database: stage.database, model }, wanted, keys)
  const bound = new Map<Principal, BoundPolicy>()
  const may = (principal: Principal, { action, field }: Need, key: number) => {
    const policy = bound.get(principal) ?? bindPolicy(policies, principal, NOON)
    bound.set(principal, policy)
    const row = facts.get(key)
    const question = field === undefined ? { action, type } : { action, type, field }
    return row !== undefined && decide(policy, question, row)
  }
  const sees = (principal: Principal, key: number) => may(principal, { action: 'read' }, key)
  return {
    rows,
    sees,
    verdict: (principal, { needs }, key) => {
      if (principal.user === null) return 'UNAUTHENTICATED'
      if (!sees(principal, key)) return 'NOT_FOUND'
      return needs.every((need) => may(principal, need, key)) ? 'ALLOWED' : 'FORBIDDEN'
    },
  }
}
