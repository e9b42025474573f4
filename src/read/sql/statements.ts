import { type Condition, type ConditionFold, conditionKey, foldCondition } from '../../policy/condition'
import { type KeyValue } from '../cursor'
import {
  type ConnectionPlan,
  type OrderKey,
  type Page,
  type RowFetch,
  type TotalsPlan,
} from '../plan/selection-plan'
import { type ConnectionRoute, type Model } from '../schema/model'
import { conditionSql, searchSql } from './condition-sql'
import { type Fragment, integers, joined, parameter, quoted, raw, sql } from './fragment'
import { branchesOf, disjoint } from './reached-rows'

/** WHY: a derived table with a LIMIT is materialised, so that each fact is computed once and not once a mask. */
const EVERY_ROW = 'LIMIT 1000000000'

/** Rows whose column `far` is one of the keys: to-one edges, plain lists, look-ups by id. `link` is that key. */
export function rowsByKey(model: Model, { fetch, far }: Lookup, keys: readonly number[]): Fragment {
  const { inner, outer } = fetchSql(model, fetch)
  const column = raw(`t.${quoted(far)}`)
  const source = sql`SELECT ${joined([...inner, sql`${column} AS link`], ', ')}
    FROM ${tableOf(fetch)} WHERE ${column} IN (${integers(keys)}) AND ${rowRule(model, fetch)} ${raw(EVERY_ROW)}`
  return sql`SELECT ${joined([...outer, raw('d.link AS link')], ', ')} FROM (${source}) d ORDER BY d.link, d.id`
}

export interface Lookup {
  readonly fetch: RowFetch
  readonly far: string
}

/**
 * One page of a list that starts from all rows, by walking the order and testing each row. It reads one row more
 * than the page holds, to know whether there is more.
 */
export function walkedPage(model: Model, plan: ConnectionPlan): Fragment {
  const { fetch, order, page } = plan
  const { inner, outer } = fetchSql(model, fetch)
  const keys = keyColumns(plan)
  const source = sql`SELECT ${joined([...inner, ...keys.inner], ', ')}
    FROM ${tableOf(fetch)} WHERE ${rowRule(model, fetch)} AND ${within(order, page)} AND ${plan.filter}
    ORDER BY ${orderBy(order, page)} LIMIT ${integers([page.size + 1])}`
  return sql`SELECT ${joined([...outer, ...keys.outer], ', ')} FROM (${source}) d ORDER BY ${keys.order}`
}

/** The same page by searching: each alternative of the row rule brings its first rows, the first of all are kept. */
export function searchedPage(model: Model, plan: ConnectionPlan): Fragment {
  const { fetch, order, page } = plan
  const { inner, outer } = fetchSql(model, fetch)
  const keys = keyColumns(plan)
  const limit = sql`LIMIT ${integers([page.size + 1])}`
  const found = branchesOf(fetch.rules.row).map((branch, index) => {
    const rule = searchSql(model, branch, { alias: 't', type: fetch.rules.type })
    const rows = sql`SELECT ${joined([raw('t.`id` AS id'), ...keys.inner], ', ')}
      FROM ${tableOf(fetch)} WHERE ${rule} AND ${within(order, page)} AND ${plan.filter} ORDER BY ${orderBy(order, page)} ${limit}`
    return sql`SELECT * FROM (${rows}) ${raw(`b${index}`)}`
  })
  const first = sql`SELECT d.id FROM (${joined(found, ' UNION ')}) d ORDER BY ${keys.order} ${limit}`
  const source = sql`SELECT ${joined([...inner, ...keys.inner], ', ')}
    FROM (${first}) v JOIN ${tableOf(fetch)} ON t.\`id\` = v.id ${raw(EVERY_ROW)}`
  return sql`SELECT ${joined([...outer, ...keys.outer], ', ')} FROM (${source}) d ORDER BY ${keys.order}`
}

/** One page for each of many parents, in one statement: rows are numbered per parent, then cut. */
export function nestedPage(model: Model, plan: RoutedPlan, parents: readonly number[]): Fragment {
  const { fetch, order, page } = plan
  const { inner, outer } = fetchSql(model, fetch)
  const keys = keyColumns(plan)
  const { from, link } = routed(plan, parents)
  const numbered = sql`SELECT t.\`id\` AS id, ${link} AS link,
    ROW_NUMBER() OVER (PARTITION BY ${link} ORDER BY ${orderBy(order, page)}) AS n
    FROM ${from} AND ${rowRule(model, fetch)} AND ${within(order, page)} AND ${plan.filter}`
  const source = sql`SELECT ${joined([...inner, ...keys.inner], ', ')}, r.link AS link, r.n AS n
    FROM (${numbered}) r JOIN ${tableOf(fetch)} ON t.\`id\` = r.id WHERE r.n <= ${integers([page.size + 1])} ${raw(EVERY_ROW)}`
  return sql`SELECT ${joined([...outer, ...keys.outer, raw('d.link AS link')], ', ')} FROM (${source}) d ORDER BY d.link, d.n`
}

/** How many visible rows, and their sums per currency where asked. Each alternative of the rule counts its own. */
export function rootCount(model: Model, plan: ConnectionPlan, totals: TotalsPlan | undefined): Fragment {
  const { rules } = plan.fetch
  const branches = branchesOf(rules.row)
  const parts = branches.map((_, index) => {
    const rule = searchSql(model, disjoint(branches, index), { alias: 't', type: rules.type })
    const rows = sql`FROM ${tableOf(plan.fetch)} WHERE ${rule} AND ${plan.filter}`
    if (totals === undefined) return sql`SELECT COUNT(*) AS n ${rows}`
    return sql`SELECT ${summed(totals)} ${rows} GROUP BY ${totals.currency}`
  })
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const all = joined(parts, ' UNION ALL ')
  if (totals === undefined) return sql`SELECT SUM(u.n) AS n FROM (${all}) u`
  const sums = totals.sums.map((_, index) => raw(`SUM(u.s${index}) AS s${index}`))
  return sql`SELECT ${joined([raw('SUM(u.n) AS n, u.currency AS currency'), ...sums], ', ')} FROM (${all}) u GROUP BY u.currency`
}

export function nestedCount(model: Model, plan: RoutedPlan, parents: readonly number[]): Fragment {
  const { from, link } = routed(plan, parents)
  const rows = sql`FROM ${from} AND ${rowRule(model, plan.fetch)} AND ${plan.filter}`
  const totals = plan.count?.totals
  if (totals === undefined) return sql`SELECT ${link} AS link, COUNT(*) AS n ${rows} GROUP BY ${link}`
  return sql`SELECT ${link} AS link, ${summed(totals)} ${rows} GROUP BY ${link}, ${totals.currency}`
}

export type RoutedPlan = ConnectionPlan & { readonly route: ConnectionRoute }

function summed({ currency, sums }: TotalsPlan): Fragment {
  const columns = sums.map(({ amount }, index) => sql`SUM(${amount}) ${raw(`AS s${index}`)}`)
  return joined([raw('COUNT(*) AS n'), sql`${currency} AS currency`, ...columns], ', ')
}

/** From which rows a nested list is read, and which key ties each to its parent. */
function routed(
  { route, fetch }: RoutedPlan,
  parents: readonly number[],
): { from: Fragment; link: Fragment } {
  if (route.via === 'key') {
    const link = raw(`t.${quoted(route.far)}`)
    return { link, from: sql`${tableOf(fetch)} WHERE ${link} IN (${integers(parents)})` }
  }
  const parent = raw(`g.${quoted(route.parentColumn)}`)
  const target = raw(`g.${quoted(route.targetColumn)}`)
  // WHY: DISTINCT, since one order may hold two lines of the same product and is still one order.
  const pairs = sql`SELECT DISTINCT ${parent} AS link, ${target} AS id FROM ${raw(quoted(route.table))} g WHERE ${parent} IN (${integers(parents)})`
  return { link: raw('l.link'), from: sql`(${pairs}) l JOIN ${tableOf(fetch)} ON t.\`id\` = l.id WHERE TRUE` }
}

function rowRule(model: Model, fetch: RowFetch): Fragment {
  return conditionSql(model, fetch.rules.row, { alias: 't', type: fetch.rules.type })
}

function tableOf(fetch: RowFetch): Fragment {
  return raw(`${quoted(fetch.rules.type.table)} t`)
}

/** The ordering keys as columns: cursors are made of them, and the outer query keeps their order. */
function keyColumns({ order, page }: ConnectionPlan) {
  return {
    inner: order.map((key, index) => sql`${key.expression} ${raw(`AS k${index}`)}`),
    outer: order.map((_, index) => raw(`d.k${index} AS k${index}`)),
    order: joined(
      order.map((key, index) => raw(`d.k${index} ${walking(key, page)}`)),
      ', ',
    ),
  }
}

/**
 * The two halves of a fetch's SELECT. `inner` reads the row `t`: its columns and one bit per distinct fact;
 * `outer` reads the derived table `d`: masks made of those bits, and columns behind their masks. A fact that
 * ten masks share is computed once for each row.
 */
export interface FetchSql {
  readonly inner: readonly Fragment[]
  readonly outer: readonly Fragment[]
}

export function fetchSql(model: Model, fetch: RowFetch): FetchSql {
  const facts = new Map<string, { name: string; expression: Fragment }>()
  const row = { alias: 't', type: fetch.rules.type }
  const bit = (atom: Condition): Fragment => {
    const key = conditionKey(atom)
    const known = facts.get(key)
    if (known !== undefined) return raw(`d.${known.name}`)
    const name = `f${facts.size}`
    facts.set(key, { name, expression: conditionSql(model, atom, row) })
    return raw(`d.${name}`)
  }
  const masks = fetch.masks.map((mask) => foldCondition<Fragment, FactBit>(mask, maskSql, bit))
  const columns = fetch.columns.map(({ column }, index) => raw(`${column.sql('t')} AS c${index}`))
  const inner = [raw('t.`id` AS id'), ...columns]
  for (const { name, expression } of facts.values())
    inner.push(sql`((${expression}) IS TRUE) ${raw(`AS ${name}`)}`)
  const outer = [
    raw('d.id AS id'),
    ...masks.map((mask, index) => sql`${mask} ${raw(`AS m${index}`)}`),
    ...fetch.columns.map(({ mask }, index): Fragment => {
      const visible = mask === undefined ? undefined : masks[mask]
      const value = raw(`d.c${index}`)
      return visible === undefined
        ? raw(`d.c${index} AS c${index}`)
        : sql`CASE WHEN ${visible} THEN ${value} END ${raw(`AS c${index}`)}`
    }),
  ]
  return { inner, outer }
}

type FactBit = (fact: Condition) => Fragment

/** A mask over the bits of its facts, which are 0 or 1 and never NULL. */
const maskSql: ConditionFold<Fragment, FactBit> = {
  constant: (holds) => raw(holds ? 'TRUE' : 'FALSE'),
  and: (parts) => sql`(${joined(parts, ' AND ')})`,
  or: (parts) => sql`(${joined(parts, ' OR ')})`,
  not: (part) => sql`(NOT ${part})`,
  compare: (fact, bit) => bit(fact),
  isNull: (fact, bit) => bit(fact),
  in: (fact, bit) => bit(fact),
  some: (fact, _, bit) => bit(fact),
  every: (fact, _, bit) => bit(fact),
  owner: (fact, _, bit) => bit(fact),
}

/** `ORDER BY` as the page walks: a page from the end walks the order backwards. */
export function orderBy(order: readonly OrderKey[], page: Page): Fragment {
  return joined(
    order.map((key) => sql`${key.expression} ${raw(walking(key, page))}`),
    ', ',
  )
}

/** Rows strictly after `after` and strictly before `before`, in the list's own order. */
export function within(order: readonly OrderKey[], page: Page): Fragment {
  const parts: Fragment[] = []
  if (page.after !== undefined) parts.push(beyond(order, page.after, 'forward'))
  if (page.before !== undefined) parts.push(beyond(order, page.before, 'backward'))
  return parts.length === 0 ? raw('TRUE') : joined(parts, ' AND ')
}

/** The direction in which a page walks a key. */
export function walking(key: OrderKey, page: Page): 'ASC' | 'DESC' {
  return page.backward ? opposite(key.direction) : key.direction
}

/**
 * `(a > ? OR (a = ? AND id > ?))`, NULL-safe. Both databases take NULL for the smallest value: first when
 * ascending, last when descending. [measured: a row constructor is two hundred times slower on MariaDB]
 */
function beyond(
  order: readonly OrderKey[],
  position: readonly KeyValue[],
  way: 'forward' | 'backward',
): Fragment {
  const [key, ...rest] = order
  const [value, ...values] = position
  if (key === undefined || value === undefined) return raw('FALSE')
  const direction = way === 'forward' ? key.direction : opposite(key.direction)
  const further = beyondOne(key, value, direction)
  if (rest.length === 0) return further
  const same = value === null ? sql`${key.expression} IS NULL` : sql`${key.expression} = ${parameter(value)}`
  const all = sql`(${further} OR (${same} AND ${beyond(rest, values, way)}))`
  // WHY twice, and before the filter: SQLite begins its walk at the first plain comparison it meets.
  return value === null || (key.nullable && direction === 'DESC')
    ? all
    : sql`(${key.expression} ${raw(direction === 'ASC' ? '>=' : '<=')} ${parameter(value)} AND ${all})`
}

function beyondOne(key: OrderKey, value: KeyValue, direction: 'ASC' | 'DESC'): Fragment {
  if (value === null) return direction === 'ASC' ? sql`(${key.expression} IS NOT NULL)` : raw('FALSE')
  const bound = parameter(value)
  if (direction === 'ASC') return sql`${key.expression} > ${bound}`
  return key.nullable
    ? sql`(${key.expression} < ${bound} OR ${key.expression} IS NULL)`
    : sql`${key.expression} < ${bound}`
}

function opposite(direction: 'ASC' | 'DESC'): 'ASC' | 'DESC' {
  return direction === 'ASC' ? 'DESC' : 'ASC'
}
