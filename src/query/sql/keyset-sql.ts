import type { KeyValue } from '../cursor'
import type { OrderKey, Page } from '../plan/connection-plan'
import type { Fragment } from './fragment'
import { joined, parameter, raw, sql } from './fragment'

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
  // WHY said twice, and before the filter: SQLite begins its walk at the first plain comparison it meets.
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
