import { type FieldNode } from 'graphql'
import { type CursorSeal, type KeyValue } from '../cursor'
import { assumed, prices } from '../price-list'
import { readError } from '../read-context'
import { summable } from '../schema/list-arguments'
import { answerOf, type ConnectionRoute } from '../schema/model'
import { type Fragment, joined, raw, sql } from '../sql/fragment'
import { maskedColumn } from './masked-sql'
import { planFilter } from './plan-filter'
import { planOrder } from './plan-order'
import { planSearch } from './plan-search'
import { nameOf, planView, selectedParts, subfields } from './plan-view'
import { type Planning, type AccessRules } from './planning'
import { RowFetch, type ColumnPart, type SelectionPlan } from './view'

/** Where a list stands: the rules of its rows, how they are reached, and for how many parents at once. */
interface ListPlace {
  readonly rules: AccessRules
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
  const level = new RowFetch(rules)
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
  readonly level: RowFetch
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

function totalParts(
  planning: Planning,
  rules: AccessRules,
  fields: readonly FieldNode[],
): readonly TotalPart[] {
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
  rules: AccessRules,
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

function moneyColumn(planning: Planning, rules: AccessRules, { name, part }: MoneyPart): Fragment {
  const answer = answerOf(rules.type, name)
  if (answer.kind !== 'money') throw new Error(`${rules.type.name}.${name} is no amount`)
  return maskedColumn(planning, { rules, field: name, alias: ROW }, answer[part])
}

interface MoneyPart {
  readonly name: string
  readonly part: 'column' | 'currency'
}

/** One list as it was asked for: which rows, in which order, which page of them, and what of each. */
export interface ConnectionPlan {
  readonly level: RowFetch
  /** Undefined for a list of the root: it starts from all rows. */
  readonly route: ConnectionRoute | undefined
  readonly filter: Fragment
  readonly order: readonly OrderKey[]
  readonly page: Page
  /** What cursors of this list are bound to. */
  readonly binding: string
  readonly outputs: readonly ConnectionOutput[]
  readonly needsRows: boolean
  readonly count: CountPlan | undefined
}

export interface OrderKey {
  readonly expression: Fragment
  readonly direction: 'ASC' | 'DESC'
  readonly nullable: boolean
}

export interface Page {
  readonly size: number
  readonly backward: boolean
  readonly after: readonly KeyValue[] | undefined
  readonly before: readonly KeyValue[] | undefined
}

/** The counting statement: how many visible rows, and, where totals are asked for, the sums per currency. */
interface CountPlan {
  readonly totals: TotalsPlan | undefined
}

export interface TotalsPlan {
  /** The currency of a row as far as one of its amounts may be read. */
  readonly currency: Fragment
  readonly sums: readonly { readonly name: string; readonly amount: Fragment }[]
}

export type ConnectionOutput = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'nodes'; readonly view: SelectionPlan }
  | { readonly kind: 'edges'; readonly parts: readonly EdgePart[] }
  | { readonly kind: 'pageInfo'; readonly parts: readonly ColumnPart[] }
  | { readonly kind: 'totalCount' }
  | { readonly kind: 'totals'; readonly parts: readonly TotalPart[] }
)

export type EdgePart = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'cursor' }
  | { readonly kind: 'node'; readonly view: SelectionPlan }
)

export type TotalPart = { readonly key: string } & (
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'currency' }
  | { readonly kind: 'count' }
  | { readonly kind: 'sum'; readonly name: string; readonly parts: readonly ColumnPart[] }
)

const DEFAULT_PAGE = 20
/** What callers may ask for at once. Our own downloads read in larger steps. */
export const LARGEST_PAGE = 100

interface PageRequest {
  readonly values: Readonly<Record<string, unknown>>
  readonly binding: string
  /** How many ordering keys a cursor of this list holds, the id included. */
  readonly keys: number
  readonly largest: number
}

/** Relay's paging arguments. [GraphQL Cursor Connections Specification] */
function planPage(cursors: CursorSeal | undefined, { values, binding, keys, largest }: PageRequest): Page {
  const first = size({ name: 'first', largest }, values['first'])
  const last = size({ name: 'last', largest }, values['last'])
  if (first !== undefined && last !== undefined) {
    throw readError('BAD_USER_INPUT', 'Ask for `first` or for `last`, not for both.')
  }
  const open = (name: string): readonly KeyValue[] | undefined => {
    const cursor = values[name]
    if (typeof cursor !== 'string' || cursors === undefined) return undefined
    const position = cursors.open(binding, cursor)
    if (position.length !== keys)
      throw readError('INVALID_CURSOR', 'This cursor does not belong to this list.')
    return position
  }
  return {
    size: first ?? last ?? DEFAULT_PAGE,
    backward: last !== undefined,
    after: open('after'),
    before: open('before'),
  }
}

function size({ name, largest }: SizeLimit, value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined
  if (value < 0 || value > largest) {
    throw readError('BAD_USER_INPUT', `\`${name}\` is from 0 to ${largest}. Page on with a cursor.`)
  }
  return value
}

interface SizeLimit {
  readonly name: 'first' | 'last'
  readonly largest: number
}
