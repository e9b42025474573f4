import { type TransactionManager } from '../platform/database/transaction'
import { bindPolicy, type BoundPolicy } from '../policy/compile/class-policy'
import { neededPaths } from '../policy/condition-paths'
import { decide } from '../policy/evaluate/decide'
import { type Principal } from '../policy/principal'
import { type SqlRow } from '../read/read-context'
import { factLoaders, visibleKeys } from '../read/read-facts'
import { type DecisionNotes } from '../read/redactions'
import { type WriteDependencies } from './operation'

/** What a principal may know and do, decided on the rows as the transaction reads them. */
export interface Rights {
  sees(type: string, key: number): Promise<boolean>
  /** Whether the principal may know each of these rows, by one statement. */
  seesAll(type: string, keys: readonly number[]): Promise<boolean>
  reads(type: string, key: number, field: string): Promise<boolean>
  may(action: string, type: string, key: number): Promise<boolean>
}

/**
 * The database decides whether the principal may know a row; the policy engine decides actions on the row's facts. Questions
 * that are asked together about rows of one type are one look-up.
 * INVARIANT: nothing is cached; every question is answered from the facts of that moment.
 */
export function rightsIn(
  manager: TransactionManager,
  { model, policies }: Pick<WriteDependencies, 'model' | 'policies'>,
  who: { readonly principal: Principal; readonly now: Date; readonly notes?: DecisionNotes | undefined },
): Rights {
  const bound = bindPolicy(policies, who.principal, who.now)
  const database = {
    query: (text: string, parameters: readonly (string | number | null)[]) =>
      manager.query<readonly SqlRow[]>(text, [...parameters]),
  }
  const factsOf = factLoaders({ database, model }, (type) => {
    return { type, paths: neededPaths(conditionsOf(bound, type)) }
  })
  const answer = async (type: string, key: number, question: { action: string; field?: string }) => {
    const facts = factsOf(type)
    const row = await facts.load(key)
    const allowed = row !== null && decide(bound, { ...question, type }, row)
    who.notes?.row({
      ...question,
      type,
      key,
      allowed,
      ...(row === null ? {} : { facts: { row, paths: facts.wanted.paths } }),
    })
    return allowed
  }
  const seesAll: Rights['seesAll'] = async (type, keys) => {
    const visible = await visibleKeys({ database, model }, bound, { type, keys })
    for (const key of keys) {
      if (key !== 0) who.notes?.row({ action: 'read', type, key, allowed: visible.has(key) })
    }
    return keys.every((key) => visible.has(key))
  }
  return {
    sees: (type, key) => seesAll(type, [key]),
    seesAll,
    reads: (type, key, field) => answer(type, key, { action: 'read', field }),
    may: (action, type, key) => answer(type, key, { action }),
  }
}

function conditionsOf({ classPolicy }: BoundPolicy, type: string) {
  return classPolicy.rules.filter((rule) => rule.subject === type).map((rule) => rule.conditions)
}
