import type { Condition } from '../../policy/condition'
import type { Principal } from '../../policy/principal'
import { type Slots, slotsOf } from '../../policy/slots'
import type { Database } from '../../query/database'
import { type Model, typeOf } from '../../query/model/model'
import { conditionSql } from '../../query/sql/condition-sql'
import { NOW, parametersOf, raw, sql } from '../../query/sql/fragment'
import { quoted } from '../../query/sql/quoted'

/** The first row for which a condition holds for one principal; for the few who are named as examples. */
export async function sampleRow(
  { database, model, slots }: { readonly database: Database; readonly model: Model; readonly slots: Slots },
  difference: { readonly type: string; readonly condition: Condition },
  principal: Principal,
): Promise<number> {
  const type = typeOf(model, difference.type)
  const holds = conditionSql(model, difference.condition, { alias: 't', type })
  const statement = sql`SELECT t.id AS id FROM ${raw(`${quoted(type.table)} t`)} WHERE ${holds} ORDER BY t.id LIMIT 1`
  const theirs = slotsOf(principal, new Date(String(slots.get(NOW))))
  const [row] = await database.query(statement.text, parametersOf(statement, theirs))
  return Number(row?.['id'])
}
