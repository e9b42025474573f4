import { assumed, prices } from '../price-list'
import { readError } from '../read-context'
import {
  answerOf,
  type ColumnModel,
  type ConnectionRoute,
  type FieldModel,
  type RelationModel,
  typeOf,
} from '../schema/model'
import { conditionSql } from '../sql/condition-sql'
import { type Fragment, joined, quoted, raw, sql } from '../sql/fragment'
import { maskedColumn, visibility } from './masked-sql'
import { type Planning, type AccessRules, rulesAlongEdge } from './planning'
import { comparison } from './scalar-comparison'

/** A row that a filter is about: its rules, and its alias in SQL. */
export interface FilterPlace {
  readonly rules: AccessRules
  readonly alias: string
  /** How many rows the price assumes to be compared here. Each list on the way multiplies them. */
  readonly rows: number
  /** How many relations the whole filter may still follow. */
  readonly relations: { left: number }
}

/**
 * The size of one filter. INVARIANT: every statement stays far below what a database takes: SQLite parses
 * expressions 1,000 deep and binds 32,766 values, and every condition may bring those of a policy with it.
 */
const DEEPEST = 20
const MOST_CONDITIONS = 100
const MOST_VALUES = 1000
/** WHY fewer: each is a subquery, with the row rule of its type in it. */
const MOST_RELATIONS = 40

type Input = Readonly<Record<string, unknown>>

/**
 * A caller's filter as SQL over values as the principal may know them: a withheld cell behaves as NULL under
 * every operator, and a relation is followed only to rows that may be known.
 */
export function planFilter(
  planning: Planning,
  place: Omit<FilterPlace, 'relations'>,
  filter: unknown,
): Fragment {
  refuseLarge(sizeOf(filter, 1))
  return planConditions(planning, { ...place, relations: { left: MOST_RELATIONS } }, filter)
}

/** How large a filter is, known before it becomes SQL. */
interface FilterSize {
  readonly depth: number
  readonly conditions: number
  /** Values in lists. */
  readonly values: number
}

/** Levels are objects and the lists of `and` and `or`; what stands in an `in` list is a value. */
function sizeOf(filter: unknown, depth: number): FilterSize {
  if (!isInput(filter)) return { depth: depth - 1, conditions: 0, values: 0 }
  // What is empty is a condition too: it stands in the statement.
  let size: FilterSize = { depth, conditions: Object.keys(filter).length === 0 ? 1 : 0, values: 0 }
  for (const value of Object.values(filter)) {
    const items = Array.isArray(value) ? (value as readonly unknown[]) : [value]
    const listed = Array.isArray(value) && !items.some(isInput) ? items.length : 0
    size = {
      ...size,
      conditions: size.conditions + (items.some(isInput) ? 0 : 1),
      values: size.values + listed,
    }
    for (const inner of items.filter(isInput)) size = together(size, sizeOf(inner, depth + 1))
  }
  return size
}

function together(one: FilterSize, other: FilterSize): FilterSize {
  return {
    depth: Math.max(one.depth, other.depth),
    conditions: one.conditions + other.conditions,
    values: one.values + other.values,
  }
}

function refuseLarge({ depth, conditions, values }: FilterSize): void {
  const [what] = [
    ...(depth > DEEPEST ? [`is nested at most ${DEEPEST} levels deep`] : []),
    ...(conditions > MOST_CONDITIONS ? [`has at most ${MOST_CONDITIONS} conditions`] : []),
    ...(values > MOST_VALUES ? [`lists at most ${MOST_VALUES} values`] : []),
  ]
  if (what !== undefined) throw readError('BAD_USER_INPUT', `A filter ${what}.`)
}

function planConditions(planning: Planning, place: FilterPlace, filter: unknown): Fragment {
  if (!isInput(filter)) return raw('TRUE')
  const parts = Object.entries(filter).flatMap(([name, value]): Fragment[] => {
    switch (name) {
      case 'and':
        return several(value).map((one) => planConditions(planning, place, one))
      case 'or': {
        const options = several(value).map((one) => planConditions(planning, place, one))
        if (!Array.isArray(value)) return []
        return [options.length === 0 ? raw('FALSE') : sql`(${joined(options, ' OR ')})`]
      }
      case 'not':
        return isInput(value) ? [sql`((${planConditions(planning, place, value)}) IS NOT TRUE)`] : []
      default:
        return isInput(value) ? [fieldFilter(planning, place, { name, value })] : []
    }
  })
  return parts.length === 0 ? raw('TRUE') : sql`(${joined(parts, ' AND ')})`
}

export interface FilterRequest {
  readonly name: string
  readonly value: Input
}

/** One field of a filter: its operators over the value as the principal may know it. */
export function fieldFilter(
  planning: Planning,
  place: FilterPlace,
  { name, value }: FilterRequest,
): Fragment {
  const { rules, alias } = place
  const answer: FieldModel = answerOf(rules.type, name)
  chargeComparison(planning, place, { name, value })
  const read = (column: ColumnModel): Fragment =>
    maskedColumn(planning, { rules, field: name, alias }, column)
  switch (answer.kind) {
    case 'id':
      return comparison(raw(`${alias}.\`id\``), { type: 'id', name: rules.type.name }, value)
    case 'column':
      return comparison(
        read(answer.column),
        { type: answer.scale === 'rate' ? 'rate' : answer.column.type, ...keyOf(answer.column, read) },
        value,
      )
    case 'money': {
      const { currency, ...amount } = value
      const inCurrency =
        typeof currency === 'string'
          ? [comparison(read(answer.currency), { type: 'string' }, { eq: currency })]
          : []
      const parts = [comparison(read(answer.column), { type: 'money' }, amount), ...inCurrency]
      return sql`(${joined(parts, ' AND ')})`
    }
    case 'one':
      return oneFilter(planning, place, { name, value, relation: answer.relation })
    case 'list':
      return listFilter(planning, place, { name, value, route: routeOf(answer.relation) })
    case 'connection':
      return listFilter(planning, place, { name, value, route: answer.route })
    case 'embedded':
    case 'same':
    case 'own':
      throw new Error(`${rules.type.name}.${name} cannot be filtered`)
  }
}

function keyOf(column: ColumnModel, read: (column: ColumnModel) => Fragment): { readonly key?: Fragment } {
  return column.key === undefined ? {} : { key: read({ ...column, sql: column.key.sql }) }
}

/** What the rows here cost to be compared with the conditions on one field; those behind a relation are charged there. */
function chargeComparison(
  { cost }: Planning,
  { rules, rows }: FilterPlace,
  { name, value }: FilterRequest,
): void {
  const each = rules.field(name).kind === 'always' ? prices.compared.units : prices.masked.units
  const operands = Object.values(value).filter((operand) => !isInput(operand))
  const listed = operands.reduce<number>((sum, one) => sum + (Array.isArray(one) ? one.length : 0), 0)
  cost.estimated += Math.max(1, operands.length) * rows * each + listed * prices.listedValue.units
}

function oneFilter(
  planning: Planning,
  place: FilterPlace,
  asked: FilterRequest & { relation: RelationModel },
): Fragment {
  const { rules, alias } = place
  const { relation, name, value } = asked
  const inner = nestedPlace(planning, place, { name, target: relation.target })
  planning.cost.estimated += inner.rows * prices.related.units
  const near: ColumnModel = {
    name,
    type: 'int',
    nullable: relation.nullable,
    derived: false,
    sql: (one) => `${one}.${quoted(relation.near)}`,
  }
  const key = maskedColumn(planning, { rules, field: name, alias }, near)
  const table = raw(`${quoted(inner.rules.type.table)} ${inner.alias}`)
  const link = sql`${raw(`${inner.alias}.${quoted(relation.far)}`)} = ${key}`
  return sql`EXISTS (SELECT 1 FROM ${table} WHERE ${link} AND ${inner.row} AND ${planConditions(planning, inner, value)})`
}

function listFilter(
  planning: Planning,
  place: FilterPlace,
  asked: FilterRequest & { route: ConnectionRoute },
): Fragment {
  const { rules, alias } = place
  const { route, name, value } = asked
  const visible = visibility(planning, { rules, field: name, alias })
  const behind = nestedPlace(planning, place, { name, target: route.target })
  const inner = { ...behind, rows: place.rows * assumed.listRows }
  const rows = sql`${rowsOf(route, inner, alias)} AND ${inner.row}`
  const parts = Object.entries(value).flatMap(([quantifier, condition]): Fragment[] => {
    if (!isInput(condition)) return []
    planning.cost.estimated += inner.rows * prices.related.units
    const meets = planConditions(planning, inner, condition)
    switch (quantifier) {
      case 'some':
        return [sql`EXISTS (SELECT 1 FROM ${rows} AND ${meets})`]
      case 'none':
        return [sql`NOT EXISTS (SELECT 1 FROM ${rows} AND ${meets})`]
      case 'every':
        return [sql`NOT EXISTS (SELECT 1 FROM ${rows} AND (${meets}) IS NOT TRUE)`]
      default:
        throw new Error(`No quantifier is called ${quantifier}`)
    }
  })
  // A withheld list is absent, and nothing is true of what is absent.
  const all = visible === undefined ? parts : [visible, ...parts]
  return all.length === 0 ? raw('TRUE') : sql`(${joined(all, ' AND ')})`
}

function rowsOf(route: ConnectionRoute, inner: FilterPlace, alias: string): Fragment {
  const table = `${quoted(inner.rules.type.table)} ${inner.alias}`
  if (route.via === 'key') return raw(`${table} WHERE ${inner.alias}.${quoted(route.far)} = ${alias}.\`id\``)
  const join = `${inner.alias}j`
  const on = `${join}.${quoted(route.targetColumn)} = ${inner.alias}.\`id\``
  return raw(
    `${table} JOIN ${quoted(route.table)} ${join} ON ${on} WHERE ${join}.${quoted(route.parentColumn)} = ${alias}.\`id\``,
  )
}

export function nestedPlace(
  planning: Planning,
  place: FilterPlace,
  edge: { readonly name: string; readonly target: string },
): FilterPlace & { readonly row: Fragment } {
  const type = typeOf(planning.model, edge.target)
  const rules = rulesAlongEdge(planning, { owner: place.rules.type.name, field: edge.name }, type)
  // One letter deeper each time: `f`, `ff`, … never meets the `t` of the list or the `p1` of conditions.
  const alias = place.alias.startsWith('f') ? `${place.alias}f` : 'f'
  place.relations.left -= 1
  if (place.relations.left < 0)
    throw readError('BAD_USER_INPUT', `A filter follows at most ${MOST_RELATIONS} relations.`)
  return {
    rules,
    alias,
    rows: place.rows,
    relations: place.relations,
    row: conditionSql(planning.model, rules.row, { alias, type }),
  }
}

function routeOf(relation: RelationModel): ConnectionRoute {
  return { via: 'key', target: relation.target, far: relation.far }
}

function several(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
