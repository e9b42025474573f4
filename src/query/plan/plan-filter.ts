import type { ColumnModel, ConnectionRoute, FieldModel, RelationModel } from '../model/model'
import { answerOf, typeOf } from '../model/model'
import { readError } from '../read-error'
import { conditionSql } from '../sql/condition-sql'
import type { Fragment } from '../sql/fragment'
import { joined, raw, sql } from '../sql/fragment'
import { quoted } from '../sql/quoted'
import { maskedColumn, visibility } from './masked-sql'
import type { Planning, Rules } from './planning'
import { rulesBehind } from './planning'
import { comparison } from './scalar-comparison'

/** A row that a filter speaks of: its rules, and what SQL calls it. */
export interface FilterPlace {
  readonly rules: Rules
  readonly alias: string
  /** How deep in the filter this stands. */
  readonly depth: number
}

const DEEPEST = 12
/** What following a relation adds to the estimate of cost, beside one for each condition. */
const RELATION_COST = 10

type Input = Readonly<Record<string, unknown>>

/**
 * A caller's filter as SQL over values as the principal may know them: a withheld cell behaves as NULL under
 * every operator, and a relation is followed only to rows that may be known.
 */
export function planFilter(planning: Planning, place: FilterPlace, filter: unknown): Fragment {
  if (!isInput(filter)) return raw('TRUE')
  if (place.depth > DEEPEST) throw readError('BAD_USER_INPUT', `A filter is nested at most ${DEEPEST} deep.`)
  const deeper = { ...place, depth: place.depth + 1 }
  planning.cost.estimated += 1
  const parts = Object.entries(filter).flatMap(([name, value]): Fragment[] => {
    switch (name) {
      case 'and':
        return several(value).map((one) => planFilter(planning, deeper, one))
      case 'or': {
        const options = several(value).map((one) => planFilter(planning, deeper, one))
        if (!Array.isArray(value)) return []
        return [options.length === 0 ? raw('FALSE') : sql`(${joined(options, ' OR ')})`]
      }
      case 'not':
        return isInput(value) ? [sql`((${planFilter(planning, deeper, value)}) IS NOT TRUE)`] : []
      default:
        return isInput(value) ? [fieldFilter(planning, place, { name, value })] : []
    }
  })
  return parts.length === 0 ? raw('TRUE') : sql`(${joined(parts, ' AND ')})`
}

export interface Asked {
  readonly name: string
  readonly value: Input
}

/** One field of a filter: its operators over the value as the principal may know it. */
export function fieldFilter(planning: Planning, place: FilterPlace, { name, value }: Asked): Fragment {
  const { rules, alias } = place
  const answer: FieldModel = answerOf(rules.type, name)
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

function oneFilter(
  planning: Planning,
  place: FilterPlace,
  asked: Asked & { relation: RelationModel },
): Fragment {
  const { rules, alias } = place
  const { relation, name, value } = asked
  const inner = nestedPlace(planning, place, { name, target: relation.target })
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
  return sql`EXISTS (SELECT 1 FROM ${table} WHERE ${link} AND ${inner.row} AND ${planFilter(planning, inner, value)})`
}

function listFilter(
  planning: Planning,
  place: FilterPlace,
  asked: Asked & { route: ConnectionRoute },
): Fragment {
  const { rules, alias } = place
  const { route, name, value } = asked
  const visible = visibility(planning, { rules, field: name, alias })
  const inner = nestedPlace(planning, place, { name, target: route.target })
  const rows = sql`${rowsOf(route, inner, alias)} AND ${inner.row}`
  const parts = Object.entries(value).flatMap(([quantifier, condition]): Fragment[] => {
    if (!isInput(condition)) return []
    const meets = planFilter(planning, inner, condition)
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
  const rules = rulesBehind(planning, { owner: place.rules.type.name, field: edge.name }, type)
  // One letter deeper each time: `f`, `ff`, … never meets the `t` of the list or the `p1` of conditions.
  const alias = place.alias.startsWith('f') ? `${place.alias}f` : 'f'
  planning.cost.estimated += RELATION_COST
  return {
    rules,
    alias,
    depth: place.depth + 1,
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
