import type { BoundPolicy } from '../policy/bind-policy'
import type { Database } from './database'
import { type Model, typeOf } from './model/model'
import { conditionSql } from './sql/condition-sql'
import { integers, parametersOf, raw, sql } from './sql/fragment'
import { quoted } from './sql/quoted'

/**
 * Which rows of a list a principal may know of: their rule R, asked of the database.
 * INVARIANT: one statement, the same for rows that are missing and rows that are hidden, so that neither the answer nor
 * the way to it tells them apart.
 */
export async function visibleKeys(
  { database, model }: { readonly database: Database; readonly model: Model },
  { view, slots }: BoundPolicy,
  { type: name, keys }: { readonly type: string; readonly keys: readonly number[] },
): Promise<ReadonlySet<number>> {
  const type = typeOf(model, name)
  const rule = conditionSql(model, view.type(name).row, { alias: 't', type })
  const statement = sql`SELECT t.id FROM ${raw(quoted(type.table))} t WHERE t.id IN (${integers(keys)}) AND ${rule}`
  const rows = await database.query(statement.text, parametersOf(statement, slots))
  return new Set(rows.map(({ id }) => Number(id)))
}
