import { readError } from '../read-context'
import { answerOf, attributeOf, type ColumnModel } from '../schema/model'
import { raw } from '../sql/fragment'
import { maskedColumn } from './masked-sql'
import { type AccessRules, type Planning } from './planning'
import { type OrderKey } from './selection-plan'

const MOST_KEYS = 6

/** The ordering asked for, by values as the principal may know them, made total by the id. */
export function planOrder(planning: Planning, rules: AccessRules, asked: unknown): readonly OrderKey[] {
  const terms = Array.isArray(asked) ? (asked as readonly OrderTerm[]) : [] // coerced by the schema
  if (terms.length > MOST_KEYS)
    throw readError('BAD_USER_INPUT', `\`orderBy\` takes at most ${MOST_KEYS} keys.`)
  if (terms.length === 0 && rules.type.ordered !== undefined) return declaredOrder(rules, rules.type.ordered)
  const keys: OrderKey[] = []
  for (const { field, direction } of terms) {
    const answer = answerOf(rules.type, field)
    if (answer.kind === 'id') return [...keys, idKey(direction)]
    if (answer.kind !== 'column' && answer.kind !== 'money') throw new Error(`${field} has no order`)
    const nullable = answer.column.nullable || rules.field(field).kind === 'conditional'
    const expression = maskedColumn(planning, { rules, field, alias: 't' }, sortedBy(answer.column))
    keys.push({ expression, direction, nullable })
  }
  // WHY: the tie-breaker runs with the last key, so that one index serves both.
  return [...keys, idKey(keys.at(-1)?.direction ?? 'ASC')]
}

/** WHY the column itself: nobody asks for it, and every row that may be seen has a value there, so its place tells nothing else. */
function declaredOrder({ type }: AccessRules, column: string): readonly OrderKey[] {
  const expression = raw(attributeOf(type, column).sql('t'))
  return [{ expression, direction: 'ASC', nullable: false }, idKey('ASC')]
}

/** Texts are sorted as people expect, by their folded key; equal keys by the id. */
function sortedBy(column: ColumnModel): ColumnModel {
  return column.key === undefined ? column : { ...column, sql: column.key.sql }
}

interface OrderTerm {
  readonly field: string
  readonly direction: 'ASC' | 'DESC'
}

function idKey(direction: 'ASC' | 'DESC'): OrderKey {
  return { expression: raw('t.`id`'), direction, nullable: false }
}
