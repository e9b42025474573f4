import { readError } from '../read-context'
import { type ColumnModel } from '../schema/model'
import { conditionSql } from '../sql/condition-sql'
import { type Fragment, raw, sql } from '../sql/fragment'
import { type Planning, type AccessRules } from './planning'

/**
 * A column of the row `alias` as the principal may know it: a withheld cell is NULL.
 * @throws BAD_USER_INPUT where the field is never visible: its value must not influence the answer.
 */
export function maskedColumn(planning: Planning, place: FieldPlace, column: ColumnModel): Fragment {
  const visible = visibility(planning, place)
  const value = raw(column.sql(place.alias))
  return visible === undefined ? value : sql`(CASE WHEN ${visible} THEN ${value} END)`
}

/** Whether the field of this row may be read, as SQL; undefined where it always may. */
export function visibility(planning: Planning, { rules, field, alias }: FieldPlace): Fragment | undefined {
  const access = rules.field(field)
  switch (access.kind) {
    case 'always':
      return undefined
    case 'never':
      throw readError(
        'BAD_USER_INPUT',
        `\`${rules.type.name}.${field}\` is not yours to read, so it can neither filter, sort nor sum.`,
      )
    case 'conditional':
      return conditionSql(planning.model, access.condition, { alias, type: rules.type })
  }
}

/** A field of the row that SQL calls `alias`, under the rules by which it is read there. */
export interface FieldPlace {
  readonly rules: AccessRules
  readonly field: string
  readonly alias: string
}
