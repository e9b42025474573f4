import { bindPolicy } from '../../policy/bind-policy'
import { cellCondition } from '../../policy/cell-condition'
import { anybodysPolicy } from '../../policy/class-policy'
import type { Question } from '../../policy/decide'
import { type ExplainedRule, explain } from '../../policy/explain'
import { neededPaths } from '../../policy/needed-paths'
import type { CompiledRule } from '../../policy/policy-ability'
import type { PolicySet } from '../../policy/policy-set'
import type { Principal } from '../../policy/principal'
import { type Slots, slotsOf } from '../../policy/slots'
import { SIGNED_OUT } from '../../policy/principal'
import { typeOf } from '../../query/model/model'
import { type FactSource, readFacts } from '../../query/read-facts'
import { conditionSql } from '../../query/sql/condition-sql'
import { type Fragment, integers, parametersOf, raw, sql } from '../../query/sql/fragment'
import { EVERY_PRINCIPAL } from '../../query/sql/principal-table'
import { quoted } from '../../query/sql/quoted'
import { slotColumns } from '../../query/sql/slot-columns'
import { principalFound } from '../principals/every-principal'

/** What is asked about, and of whom. */
export interface WhoQuestion extends FactSource {
  readonly policies: PolicySet
  readonly question: Question
  /** The id of the row. */
  readonly key: number
  readonly now: Date
  /** A table of principals; without: everybody of the database. */
  readonly principals?: Fragment
}

/** Somebody who sees the cell, or may take the action. */
export interface Seer {
  readonly principal: Principal
  /** The rules that permit it and hold, each with the facts it rests on. */
  readonly rules: readonly ExplainedRule[]
}

/**
 * Everybody who sees a cell, in one statement over all principals: their slots are columns of a table. Then the facts of
 * the row are read once, to say by which rules. Null where there is no such row.
 */
export async function whoSees(asked: WhoQuestion): Promise<readonly Seer[] | null> {
  const { policies, question, key, now, database, model } = asked
  const permits = permitsOf(policies, question)
  const statement = whoSql(asked)
  const found = await database.query(statement.text, [...parametersOf(statement, clockOnly(now))])
  const paths = neededPaths(permits.map(({ conditions }) => conditions))
  const row = (await readFacts({ database, model }, { type: question.type, paths }, [key])).get(key)
  if (row === undefined) return null
  return found.map((record) => {
    const principal = principalFound(record)
    const { rules } = explain(bindPolicy(policies, principal, now), question, row)
    return { principal, rules: rules.filter(isReason) }
  })
}

/** The statement: one row for everybody of the table who sees the cell. */
export function whoSql({
  policies,
  question,
  key,
  model,
  principals = EVERY_PRINCIPAL,
}: WhoQuestion): Fragment {
  const type = typeOf(model, question.type)
  const condition = conditionSql(model, cellCondition(policies, question), {
    alias: 't',
    type,
    slot: slotColumns('w'),
  })
  return sql`SELECT w.* FROM (${principals}) w JOIN ${raw(quoted(type.table))} t ON t.id = ${integers([key])}
    WHERE ${condition} ORDER BY w.user_id IS NULL, w.user_id, w.membership_id`
}

function isReason({ applies, effect, holds }: ExplainedRule): boolean {
  return applies && effect === 'permit' && holds === true
}

function permitsOf(policies: PolicySet, { action, type, field }: Question): readonly CompiledRule[] {
  return anybodysPolicy(policies).rules.filter(
    ({ subject, action: actions, inverted, fields }) =>
      subject === type &&
      actions.includes(action) &&
      inverted !== true &&
      (field === undefined || fields === undefined || fields.includes(field)),
  )
}

/** WHY nobody's: every other slot is a column, and what is not would be nobody's rather than somebody's. */
function clockOnly(now: Date): Slots {
  return slotsOf(SIGNED_OUT, now)
}
