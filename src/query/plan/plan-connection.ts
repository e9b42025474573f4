import type { FieldNode } from 'graphql'
import { assumed, prices } from '../../price/price-list'
import type { ConnectionRoute } from '../model/model'
import { answerOf } from '../model/model'
import type { Fragment } from '../sql/fragment'
import { joined, raw, sql } from '../sql/fragment'
import { summable } from '../arguments/totals'
import type { ConnectionOutput, ConnectionPlan, CountPlan, EdgePart, TotalPart } from './connection-plan'
import { Level } from './level'
import { maskedColumn } from './masked-sql'
import { planFilter } from './plan-filter'
import { planOrder } from './plan-order'
import { planPage } from './plan-page'
import { planSearch } from './plan-search'
import type { Planning, Rules } from './planning'
import { nameOf, planView, selectedParts, subfields } from './plan-view'

/** Where a list stands: the rules of its rows, how they are reached, and for how many parents at once. */
export interface ListPlace {
  readonly rules: Rules
  readonly route: ConnectionRoute | undefined
  readonly parents: number
  /** The coerced arguments: page, filter, order. */
  readonly values: Readonly<Record<string, unknown>>
  /** A condition of the field's own, such as the directory's search. */
  readonly extra?: Fragment
}

/** Every row source of a list calls the row `t`. */
const ROW = 't'

/** @throws BAD_USER_INPUT, INVALID_CURSOR: before any SQL. */
export function planConnection(
  planning: Planning,
  place: ListPlace,
  nodes: readonly FieldNode[],
): ConnectionPlan {
  const { rules, values } = place
  const type = rules.type
  const order = planOrder(planning, rules, values['orderBy'])
  const binding = JSON.stringify([
    planning.policy.version,
    type.name,
    values['orderBy'] ?? [],
    values['filter'] ?? {},
    place.route ?? null,
    place.extra ?? values['search'] ?? null,
  ])
  const page = planPage(planning.cursors, {
    values,
    binding,
    keys: order.length,
    largest: planning.largestPage,
  })
  const walked = walkedRows(place, page.size)
  const filtering = planning.cost.estimated
  const row = { rules, alias: ROW, rows: walked }
  const filter = planFilter(planning, row, values['filter'])
  // A list with a search of its own, such as the directory, has said so in `extra`.
  const search = place.extra ?? planSearch(planning, row, values['search'])
  const filterCost = planning.cost.estimated - filtering
  planning.cost.estimated += (order.length - 1) * walked * prices.compared.units
  const level = new Level(rules)
  const rows = place.parents * page.size
  const outputs = [...subfields(planning, `${type.name}Connection`, nodes)].map(([key, fields]) =>
    planOutput(planning, { level, rows }, { key, name: nameOf(fields), fields }),
  )
  const needsRows = outputs.some(
    (one) => one.kind === 'nodes' || one.kind === 'edges' || one.kind === 'pageInfo',
  )
  if (needsRows) planning.cost.estimated += prices.statement.units
  const count = planCount(planning, rules, outputs)
  if (count !== undefined) {
    // A count walks every row of the list, and its statement filters once more.
    const sums = 1 + (count.totals?.sums.length ?? 0)
    planning.cost.estimated +=
      prices.statement.units + place.parents + sums * walked * prices.compared.units + filterCost
  }
  const narrowed = search === undefined ? filter : sql`(${filter} AND ${search})`
  return { level, route: place.route, filter: narrowed, order, page, binding, outputs, needsRows, count }
}

/** How many rows are taken to be walked for all parents together. */
function walkedRows({ route, parents }: ListPlace, size: number): number {
  return parents * Math.max(size, route === undefined ? assumed.rootRows : assumed.listRows)
}

interface Asked {
  readonly key: string
  readonly name: string
  readonly fields: readonly FieldNode[]
}

interface RowsPlace {
  readonly level: Level
  readonly rows: number
}

function planOutput(planning: Planning, place: RowsPlace, { key, name, fields }: Asked): ConnectionOutput {
  const type = place.level.rules.type.name
  switch (name) {
    case '__typename':
      return { key, kind: 'constant', value: `${type}Connection` }
    case 'nodes':
      return { key, kind: 'nodes', view: planView(planning, place, fields) }
    case 'edges':
      return { key, kind: 'edges', parts: edgeParts(planning, place, fields) }
    case 'pageInfo':
      return { key, kind: 'pageInfo', parts: selectedParts(planning, 'PageInfo', fields) }
    case 'totalCount':
      return { key, kind: 'totalCount' }
    case 'totals':
      return { key, kind: 'totals', parts: totalParts(planning, place.level.rules, fields) }
    default:
      throw new Error(`A connection has no ${name}`)
  }
}

function edgeParts(planning: Planning, place: RowsPlace, fields: readonly FieldNode[]): readonly EdgePart[] {
  const type = place.level.rules.type.name
  return [...subfields(planning, `${type}Edge`, fields)].map(([key, inner]): EdgePart => {
    switch (nameOf(inner)) {
      case 'cursor':
        return { key, kind: 'cursor' }
      case 'node':
        return { key, kind: 'node', view: planView(planning, place, inner) }
      default:
        return { key, kind: 'constant', value: `${type}Edge` }
    }
  })
}

function totalParts(planning: Planning, rules: Rules, fields: readonly FieldNode[]): readonly TotalPart[] {
  const typeName = `${rules.type.name}Totals`
  return [...subfields(planning, typeName, fields)].map(([key, inner]): TotalPart => {
    const name = nameOf(inner)
    if (name === '__typename') return { key, kind: 'constant', value: typeName }
    if (name === 'currency' || name === 'count') return { key, kind: name }
    return { key, kind: 'sum', name, parts: selectedParts(planning, 'Money', inner) }
  })
}

function planCount(
  planning: Planning,
  rules: Rules,
  outputs: readonly ConnectionOutput[],
): CountPlan | undefined {
  const totals = outputs.flatMap((one) => (one.kind === 'totals' ? one.parts : []))
  if (totals.length === 0)
    return outputs.some((one) => one.kind === 'totalCount') ? { totals: undefined } : undefined
  const asked = new Set(totals.flatMap((part) => (part.kind === 'sum' ? [part.name] : [])))
  const readable = summable(rules.type).filter((name) => rules.field(name).kind !== 'never')
  const amounts = readable.filter((name) => asked.size === 0 || asked.has(name))
  const currencies = amounts.map((name) => moneyColumn(planning, rules, { name, part: 'currency' }))
  const currency = currencies.length === 0 ? raw('NULL') : coalesced(currencies)
  const sums = [...asked].map((name) => ({
    name,
    amount: moneyColumn(planning, rules, { name, part: 'column' }),
  }))
  return { totals: { currency, sums } }
}

function coalesced(parts: readonly Fragment[]): Fragment {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : sql`COALESCE(${joined(parts, ', ')})`
}

function moneyColumn(planning: Planning, rules: Rules, { name, part }: MoneyPart): Fragment {
  const answer = answerOf(rules.type, name)
  if (answer.kind !== 'money') throw new Error(`${rules.type.name}.${name} is no amount`)
  return maskedColumn(planning, { rules, field: name, alias: ROW }, answer[part])
}

interface MoneyPart {
  readonly name: string
  readonly part: 'column' | 'currency'
}
