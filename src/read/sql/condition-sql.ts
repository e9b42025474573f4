import {
  type Comparison,
  type Condition,
  type ConditionFold,
  type ConditionOf,
  foldCondition,
  type Inside,
  type Operand,
  type Quantifier,
  type RowPath,
  type Slot,
} from '../../policy/condition'
import { usesOnly } from '../../policy/condition-paths'
import {
  type ColumnModel,
  type Model,
  type RelationModel,
  relationOf,
  type TypeModel,
  typeOf,
} from '../schema/model'
import { type Fragment, joined, NOW, parameter, quoted, raw, sql, storedInstant } from './fragment'
import { type ReachedRows, reachedRows, type RowScope } from './reached-rows'

/**
 * A policy condition as a SQL expression over the row `alias` of `type`.
 *
 * INVARIANT: where it stands alone in a WHERE it admits exactly the rows that the other readers admit. An atom
 * may be NULL, which admits nothing; below a negation IS NOT TRUE makes it false, so NULL never grants.
 */
export function conditionSql(model: Model, condition: Condition, row: AskedRow): Fragment {
  return foldCondition(condition, toSql, scopeOf(model, row, false))
}

/**
 * The same where the condition alone finds the rows, as a branch of a union does: quantifiers that do not look
 * back at the row become `key IN (SELECT …)`, which the databases can start from. [measured: 0.1 against 7.9 ms]
 */
export function searchSql(model: Model, condition: Condition, row: AskedRow): Fragment {
  return foldCondition(condition, toSql, scopeOf(model, row, true))
}

/** The row, and how the principal's values are written: as parameters, unless the statement asks about many principals. */
interface AskedRow extends RowScope {
  readonly slot?: SlotSql
}

function scopeOf(model: Model, { alias, type, slot = parameter }: AskedRow, search: boolean): Scope {
  return { model, rows: new Map([['row', { alias, type }]]), slot, depth: { next: 0 }, search }
}

/** The same inside a statement that gives names to several rows. */
export function conditionSqlIn(condition: Condition, scope: ConditionScope): Fragment {
  return foldCondition(condition, toSql, scope)
}

export interface ConditionScope {
  readonly model: Model
  readonly rows: ReadonlyMap<string, RowScope>
  readonly slot: SlotSql
  /** Aliases are numbered over the whole expression, so that no inner one hides an outer one. */
  readonly depth: { next: number }
  /** Whether rows are searched by the condition, or given and only tested. */
  readonly search: boolean
}

type Scope = ConditionScope

const toSql: ConditionFold<Fragment, Scope> = {
  constant: (holds) => raw(holds ? 'TRUE' : 'FALSE'),
  and: (parts) => bracketed(joined(parts, ' AND ')),
  or: (parts) => bracketed(joined(parts, ' OR ')),
  not: (part) => sql`((${part}) IS NOT TRUE)`,
  compare: ({ operator, left, right }, scope) =>
    sql`(${operandSql(left, right, scope)} ${raw(operators[operator])} ${operandSql(right, left, scope)})`,
  isNull: ({ operand }, scope) => sql`(${operandSql(operand, operand, scope)} IS NULL)`,
  in: membership,
  some: (condition, inside, scope) => {
    const { rows, where } = reached(condition, inside, scope)
    const alone = scope.search && usesOnly(condition.where, new Set([condition.as]))
    if (!alone) return exists(rows, where)
    return sql`(${raw(rows.key)} IN (SELECT ${raw(rows.far)} FROM ${raw(rows.tables.join(' JOIN '))} WHERE ${where}))`
  },
  every: (condition, inside, scope) => {
    const { rows, where } = reached(condition, inside, scope)
    // WHY: `every` over an absent parent is false, over an empty list true; only the parent decides which.
    return sql`(${isThere(rows)} AND NOT ${exists(rows, sql`(${where}) IS NOT TRUE`)})`
  },
  owner: (condition, inside, scope) => {
    const { rows, where } = reached(condition, inside, scope)
    return exists(rows, where)
  },
}

const operators: Readonly<Record<Comparison, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
}

function membership({ left, right }: ConditionOf<'in'>, scope: Scope): Fragment {
  const value = operandSql(left, left, scope)
  if ('kind' in right) {
    // WHY IS NOT NULL: in SQLite neither CONCAT nor HEX of NULL is NULL.
    const item = sql`CONCAT('<', HEX(${value}), '>')`
    return sql`(${value} IS NOT NULL AND INSTR(${scope.slot(right)}, ${item}) > 0)`
  }
  if (right.length === 0) return raw('FALSE')
  const items = right.map((item) => operandSql(item, left, scope))
  return sql`(${value} IN (${joined(items, ', ')}))`
}

/** INVARIANT: the link stands first: MariaDB refuses an EXISTS whose first tie to the outer row is a look-up. */
function exists({ tables, key, far }: ReachedRows, where: Fragment): Fragment {
  return sql`EXISTS (SELECT 1 FROM ${raw(tables.join(' JOIN '))} WHERE ${raw(`${far} = ${key}`)} AND ${where})`
}

/** Whether the row that holds the list is there. */
function isThere({ tables, key, far, lastKey }: ReachedRows): Fragment {
  const before = tables.slice(0, -1)
  if (before.length === 0) return raw(`${key} IS NOT NULL`)
  return raw(
    `EXISTS (SELECT 1 FROM ${before.join(' JOIN ')} WHERE ${far} = ${key} AND ${lastKey} IS NOT NULL)`,
  )
}

/** The rows that a quantifier asks about, and what it asks of each. */
function reached(
  { path, as }: Quantifier,
  inside: Inside<Fragment, Scope>,
  scope: Scope,
): { readonly rows: ReachedRows; readonly where: Fragment } {
  const naming = { model: scope.model, alias: () => fresh(scope) }
  const rows = reachedRows(rowOf(path, scope), path.steps, naming)
  return { rows, where: inside(within(scope, as, rows.row)) }
}

/** `beside` is what it is compared with: only a column of instants makes an instant of a text. */
function operandSql(operand: Operand, beside: Operand, scope: Scope): Fragment {
  switch (operand.kind) {
    case 'literal': {
      const { value } = operand
      return parameter(typeof value === 'string' && isInstant(beside, scope) ? storedInstant(value) : value)
    }
    case 'slot':
      return scope.slot(operand)
    case 'path':
      return pathSql(operand, scope)
  }
}

function isInstant(operand: Operand, scope: Scope): boolean {
  if (operand.kind !== 'path') return operand.kind === 'slot' && operand.name === NOW
  let { type } = rowOf(operand, scope)
  for (const [index, step] of operand.steps.entries()) {
    const attribute = type.attributes.get(operand.steps.slice(index).join('.'))
    if (attribute !== undefined) return attribute.type === 'timestamp'
    type = typeOf(scope.model, relationOf(type, step).target)
  }
  return false
}

/** A value at the end of a path. Steps through other tables are scalar look-ups: absent anywhere is NULL. */
function pathSql(path: RowPath, scope: Scope): Fragment {
  const start = rowOf(path, scope)
  return valueAt(start, path.steps, scope)
}

function valueAt(row: RowScope, steps: readonly string[], scope: Scope): Fragment {
  const own = row.type.attributes.get(steps.join('.'))
  if (own !== undefined) return raw(own.sql(row.alias))
  const [step, ...rest] = steps
  if (step === undefined) throw new Error('A path without steps has no value')
  const relation = relationOf(row.type, step)
  const target = typeOf(scope.model, relation.target)
  const near = `${row.alias}.${quoted(relation.near)}`
  if (isKey(target, rest, relation)) return raw(near)
  const alias = fresh(scope)
  const value = valueAt({ alias, type: target }, rest, scope)
  return sql`(SELECT ${value} FROM ${raw(`${quoted(target.table)} ${alias} WHERE ${alias}.${quoted(relation.far)} = ${near}`)})`
}

/**
 * `product.payer.id` is the foreign key itself: no look-up. WHY only where this table holds it: a Partner has the
 * id of its Organisation, and `organisation.partner.id` must not be there where no Partner is.
 */
function isKey(target: TypeModel, rest: readonly string[], relation: RelationModel): boolean {
  const [last, ...more] = rest
  if (last === undefined || more.length > 0 || !relation.owning) return false
  const column: ColumnModel | undefined = target.attributes.get(last)
  return (
    column !== undefined &&
    !column.derived &&
    column.sql('t') === `t.${quoted(relation.far)}` &&
    last === 'id'
  )
}

function rowOf(path: RowPath, scope: Scope): RowScope {
  const row = scope.rows.get(path.of)
  if (row === undefined) throw new Error(`No row is called ${path.of} here`)
  return row
}

function within(scope: Scope, name: string, row: RowScope): Scope {
  return { ...scope, rows: new Map([...scope.rows, [name, row]]) }
}

function fresh(scope: Scope): string {
  scope.depth.next += 1
  return `p${scope.depth.next}`
}

function bracketed(fragment: Fragment): Fragment {
  return sql`(${fragment})`
}

/** How a value of the principal is written. */
export type SlotSql = (slot: Slot) => Fragment

/**
 * Slots as columns of a table of principals, for statements that ask about many of them at once; the clock stays a
 * parameter. @param alias of a table with the columns of `principal-table.ts`.
 */
export function slotColumns(alias: string): SlotSql {
  return (slot) => {
    const column = SLOT_COLUMNS.get(slot.name)
    return column === undefined ? parameter(slot) : raw(`${alias}.${column}`)
  }
}

/** The columns of a table of principals, by slot. */
export const SLOT_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['principal.user.id', 'user_id'],
  ['principal.organisation.id', 'organisation_id'],
  ['principal.membership.id', 'membership_id'],
  ['principal.partner.id', 'partner_id'],
  ['principal.role', 'role'],
  ['principal.accounting', 'accounting'],
  ['principal.scopes', 'scopes'],
  ['principal.token', 'token'],
  ['principal.staff', 'staff'],
  ['principal.session.id', 'session_id'],
])
