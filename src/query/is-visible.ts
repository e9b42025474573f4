import type { BoundPolicy } from '../policy/bind-policy'
import type { Database } from './database'
import { type Model, typeOf } from './model/model'
import { conditionSql } from './sql/condition-sql'
import { integers, parametersOf, raw, sql } from './sql/fragment'
import { quoted } from './sql/quoted'

/**
 * Whether a principal may know of a row: its rule R, asked of the database.
 * INVARIANT: one statement, the same for a row that is missing and one that is hidden, so that neither the answer nor
 * the way to it tells them apart.
 */
export async function isVisible(
  { database, model }: { readonly database: Database; readonly model: Model },
  { view, slots }: BoundPolicy,
  { type: name, key }: { readonly type: string; readonly key: number },
): Promise<boolean> {
  const type = typeOf(model, name)
  const rule = conditionSql(model, view.type(name).row, { alias: 't', type })
  const statement = sql`SELECT t.id FROM ${raw(quoted(type.table))} t WHERE t.id = ${integers([key])} AND ${rule}`
  const rows = await database.query(statement.text, parametersOf(statement, slots))
  return rows.length > 0
}
