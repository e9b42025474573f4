import { foldText } from '../../platform/database/text-key'
import { parseGlobalId } from '../cursor'
import { readError } from '../read-context'
import { type Fragment, joined, type Parameter, parameter, raw, sql } from '../sql/fragment'

/** What a column holds, and so how a caller's value is compared with it. */
export type Comparable =
  | { readonly type: 'id'; readonly name: string }
  | {
      readonly type: 'int' | 'string' | 'bool' | 'date' | 'timestamp' | 'money' | 'rate'
      /** The folded text beside the value, NULL where the cell is absent or withheld. */
      readonly key?: Fragment
    }

const MOST_ITEMS = 500

/** All operators of one scalar filter over `value`, which is NULL where the cell is absent or withheld. */
export function comparison(
  value: Fragment,
  kind: Comparable,
  operators: Readonly<Record<string, unknown>>,
): Fragment {
  const parts = Object.entries(operators).flatMap(([operator, operand]): Fragment[] => {
    if (operator === 'isNull') return typeof operand === 'boolean' ? [nullTest(value, operand)] : []
    if (operand === null || operand === undefined) {
      throw readError(
        'BAD_USER_INPUT',
        `\`${operator}: null\` compares with nothing. Ask \`isNull\` instead.`,
      )
    }
    return [compare(value, { kind, operator, operand })]
  })
  return parts.length === 0 ? raw('TRUE') : sql`(${joined(parts, ' AND ')})`
}

function nullTest(value: Fragment, absent: boolean): Fragment {
  return absent ? sql`(${value} IS NULL)` : sql`(${value} IS NOT NULL)`
}

interface Compared {
  readonly kind: Comparable
  readonly operator: string
  readonly operand: unknown
}

function compare(value: Fragment, { kind, operator, operand }: Compared): Fragment {
  switch (operator) {
    case 'in': {
      const items = Array.isArray(operand) ? operand.map((item) => stored(kind, item)) : []
      if (items.length > MOST_ITEMS)
        throw readError('BAD_USER_INPUT', `\`in\` takes at most ${MOST_ITEMS} values.`)
      const known = items.filter((item) => item !== undefined)
      return known.length === 0 ? raw('FALSE') : sql`(${value} IN (${joined(known.map(parameter), ', ')}))`
    }
    case 'contains': {
      const { text, part } = searched(value, kind, operand)
      return sql`(INSTR(${text}, ${part}) > 0)`
    }
    case 'startsWith': {
      const { text, part } = searched(value, kind, operand)
      return sql`(INSTR(${text}, ${part}) = 1)`
    }
    default: {
      const item = stored(kind, operand)
      // A malformed id equals no row, and every row that has one differs from it.
      if (item === undefined) return operator === 'ne' ? sql`(${value} IS NOT NULL)` : raw('FALSE')
      return sql`(${value} ${raw(symbols[operator] ?? fail(operator))} ${parameter(item)})`
    }
  }
}

/** A part of a text is looked for in its folded key. A code has none: its parts are compared as they are. */
function searched(
  value: Fragment,
  kind: Comparable,
  operand: unknown,
): { readonly text: Fragment; readonly part: Fragment } {
  const key = 'key' in kind ? kind.key : undefined
  return key === undefined
    ? { text: value, part: parameter(String(operand)) }
    : { text: key, part: parameter(foldText(String(operand))) }
}

const symbols: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}

/** A caller's value as the column stores it; undefined for an id of no such type. */
function stored(kind: Comparable, value: unknown): Parameter | undefined {
  switch (kind.type) {
    case 'id': {
      const parsed = parseGlobalId(String(value))
      return parsed?.type === kind.name ? parsed.key : undefined
    }
    case 'int':
      return Number(value)
    case 'bool':
      return value === true
    case 'string':
      return String(value)
    case 'date':
      // eslint-disable-next-line no-restricted-syntax -- a day that is counted with, no instant
      return value instanceof Date ? value.toISOString().slice(0, 10) : String(value).slice(0, 10)
    case 'timestamp': {
      const instant = value instanceof Date ? value : new Date(String(value))
      return instant.toISOString().replace('T', ' ').replace('Z', '')
    }
    case 'money':
      return scaled(String(value), 2)
    case 'rate':
      return scaled(String(value), 4)
  }
}

/** An exact decimal in the column's integer units: "277.76" with two places is 27776. */
function scaled(decimal: string, places: number): number {
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(decimal)
  const fraction = (match?.[3] ?? '').replace(/0+$/, '')
  if (match === null || fraction.length > places) {
    throw readError('BAD_USER_INPUT', `A decimal is compared here with at most ${places} places.`)
  }
  const magnitude = Number(`${match[2] ?? ''}${fraction.padEnd(places, '0')}`)
  return match[1] === '-' ? -magnitude : magnitude
}

function fail(operator: string): never {
  throw new Error(`No operator is called ${operator}`)
}
