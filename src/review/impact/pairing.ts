import type { Condition } from '../../policy/condition'
import type { Model, TypeModel } from '../../query/model/model'
import type { ConditionScope } from '../../query/sql/condition-sql'
import { type Fragment, NOW, parameter, raw } from '../../query/sql/fragment'
import type { SlotSql } from '../../query/sql/slot-columns'
import type { PrincipalSource } from './principal-sources'

/** The rows and the principals that a statement is about. */
export interface Pairing {
  readonly model: Model
  readonly type: TypeModel
  readonly source: PrincipalSource
}

/** Where a condition about a pair is written: the row is `t`, the principal's values are columns of its source. */
export function scopeOf({ model, type, source }: Pairing): ConditionScope {
  const rows = new Map([['row', { alias: 't', type }]])
  return { model, rows, depth: { next: 0 }, search: false, slot: slotSql(source) }
}

/** The column that stands for a slot; the clock stays a parameter. */
export function slotSql(source: PrincipalSource): SlotSql {
  return (slot) => {
    if (slot.name === NOW) return parameter(slot)
    const column = source.columns.get(slot.name)
    if (column === undefined) throw new Error(`${source.name}: nothing stores \`${slot.name}\``)
    return raw(column)
  }
}

/** The tables of a source as far as these conditions ask them; `on` ties them to what stands before. */
export function principalTables(
  { from, beside, name }: PrincipalSource,
  conditions: readonly Condition[],
  on?: string,
): string {
  if (from === undefined) throw new Error(`${name}: one principal is no table`)
  const table = on === undefined ? from.table : `${from.table} ON ${on}`
  const text = JSON.stringify(conditions)
  // WHY only then: without the outer join the databases choose the order of the tables freely.
  const asked = beside?.slots.some((slot) => text.includes(`"${slot}"`)) ?? false
  return beside === undefined || !asked ? table : `${table} LEFT JOIN ${beside.table} ON ${beside.on}`
}

/** What holds of every row of a source. */
export function sourceConditions({ from }: PrincipalSource): readonly Fragment[] {
  return from?.where === undefined ? [] : [raw(from.where)]
}
