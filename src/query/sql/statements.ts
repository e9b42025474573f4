import type { ConnectionRoute, Model } from '../model/model'
import type { ConnectionPlan, TotalsPlan } from '../plan/connection-plan'
import type { Level } from '../plan/level'
import { branchesOf, disjoint } from './branches'
import { conditionSql, searchSql } from './condition-sql'
import type { Fragment } from './fragment'
import { integers, joined, raw, sql } from './fragment'
import { orderBy, walking, within } from './keyset-sql'
import { levelSql } from './level-sql'
import { quoted } from './quoted'

/** WHY: a derived table with a LIMIT is materialised, so that each fact is computed once and not once a mask. */
const EVERY_ROW = 'LIMIT 1000000000'

/** Rows whose column `far` is one of the keys: to-one edges, plain lists, look-ups by id. `link` is that key. */
export function rowsByKey(model: Model, { level, far }: Lookup, keys: readonly number[]): Fragment {
  const { inner, outer } = levelSql(model, level)
  const column = raw(`t.${quoted(far)}`)
  const source = sql`SELECT ${joined([...inner, sql`${column} AS link`], ', ')}
    FROM ${tableOf(level)} WHERE ${column} IN (${integers(keys)}) AND ${rowRule(model, level)} ${raw(EVERY_ROW)}`
  return sql`SELECT ${joined([...outer, raw('d.link AS link')], ', ')} FROM (${source}) d ORDER BY d.link, d.id`
}

export interface Lookup {
  readonly level: Level
  readonly far: string
}

/**
 * One page of a list that starts from all rows, by walking the order and testing each row. One row more than
 * asked for tells whether there is more.
 */
export function walkedPage(model: Model, plan: ConnectionPlan): Fragment {
  const { level, order, page } = plan
  const { inner, outer } = levelSql(model, level)
  const keys = keyColumns(plan)
  const source = sql`SELECT ${joined([...inner, ...keys.inner], ', ')}
    FROM ${tableOf(level)} WHERE ${rowRule(model, level)} AND ${within(order, page)} AND ${plan.filter}
    ORDER BY ${orderBy(order, page)} LIMIT ${integers([page.size + 1])}`
  return sql`SELECT ${joined([...outer, ...keys.outer], ', ')} FROM (${source}) d ORDER BY ${keys.order}`
}

/** The same page by searching: each alternative of the row rule brings its first rows, the first of all are kept. */
export function searchedPage(model: Model, plan: ConnectionPlan): Fragment {
  const { level, order, page } = plan
  const { inner, outer } = levelSql(model, level)
  const keys = keyColumns(plan)
  const limit = sql`LIMIT ${integers([page.size + 1])}`
  const found = branchesOf(level.rules.row).map((branch, index) => {
    const rule = searchSql(model, branch, { alias: 't', type: level.rules.type })
    const rows = sql`SELECT ${joined([raw('t.`id` AS id'), ...keys.inner], ', ')}
      FROM ${tableOf(level)} WHERE ${rule} AND ${within(order, page)} AND ${plan.filter} ORDER BY ${orderBy(order, page)} ${limit}`
    return sql`SELECT * FROM (${rows}) ${raw(`b${index}`)}`
  })
  const first = sql`SELECT d.id FROM (${joined(found, ' UNION ')}) d ORDER BY ${keys.order} ${limit}`
  const source = sql`SELECT ${joined([...inner, ...keys.inner], ', ')}
    FROM (${first}) v JOIN ${tableOf(level)} ON t.\`id\` = v.id ${raw(EVERY_ROW)}`
  return sql`SELECT ${joined([...outer, ...keys.outer], ', ')} FROM (${source}) d ORDER BY ${keys.order}`
}

/** One page for each of many parents, in one statement: rows are numbered per parent, then cut. */
export function nestedPage(model: Model, plan: RoutedPlan, parents: readonly number[]): Fragment {
  const { level, order, page } = plan
  const { inner, outer } = levelSql(model, level)
  const keys = keyColumns(plan)
  const { from, link } = routed(plan, parents)
  const numbered = sql`SELECT t.\`id\` AS id, ${link} AS link,
    ROW_NUMBER() OVER (PARTITION BY ${link} ORDER BY ${orderBy(order, page)}) AS n
    FROM ${from} AND ${rowRule(model, level)} AND ${within(order, page)} AND ${plan.filter}`
  const source = sql`SELECT ${joined([...inner, ...keys.inner], ', ')}, r.link AS link, r.n AS n
    FROM (${numbered}) r JOIN ${tableOf(level)} ON t.\`id\` = r.id WHERE r.n <= ${integers([page.size + 1])} ${raw(EVERY_ROW)}`
  return sql`SELECT ${joined([...outer, ...keys.outer, raw('d.link AS link')], ', ')} FROM (${source}) d ORDER BY d.link, d.n`
}

/** How many visible rows, and their sums per currency where asked. Each alternative of the rule counts its own. */
export function rootCount(model: Model, plan: ConnectionPlan, totals: TotalsPlan | undefined): Fragment {
  const { rules } = plan.level
  const branches = branchesOf(rules.row)
  const parts = branches.map((_, index) => {
    const rule = searchSql(model, disjoint(branches, index), { alias: 't', type: rules.type })
    const rows = sql`FROM ${tableOf(plan.level)} WHERE ${rule} AND ${plan.filter}`
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
  const rows = sql`FROM ${from} AND ${rowRule(model, plan.level)} AND ${plan.filter}`
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
  { route, level }: RoutedPlan,
  parents: readonly number[],
): { from: Fragment; link: Fragment } {
  if (route.via === 'key') {
    const link = raw(`t.${quoted(route.far)}`)
    return { link, from: sql`${tableOf(level)} WHERE ${link} IN (${integers(parents)})` }
  }
  const parent = raw(`g.${quoted(route.parentColumn)}`)
  const target = raw(`g.${quoted(route.targetColumn)}`)
  // WHY: DISTINCT, since one order may hold two lines of the same product and is still one order.
  const pairs = sql`SELECT DISTINCT ${parent} AS link, ${target} AS id FROM ${raw(quoted(route.table))} g WHERE ${parent} IN (${integers(parents)})`
  return { link: raw('l.link'), from: sql`(${pairs}) l JOIN ${tableOf(level)} ON t.\`id\` = l.id WHERE TRUE` }
}

function rowRule(model: Model, level: Level): Fragment {
  return conditionSql(model, level.rules.row, { alias: 't', type: level.rules.type })
}

function tableOf(level: Level): Fragment {
  return raw(`${quoted(level.rules.type.table)} t`)
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
