import { allOf, anyOf, type Condition, partsOf } from '../../policy/condition'
import { type Model, type RelationModel, relationOf, type TypeModel, typeOf } from '../schema/model'
import { quoted } from './fragment'

/** A row variable: the SQL alias it reads from and its type. */
export interface RowScope {
  readonly alias: string
  readonly type: TypeModel
}

/** The rows at the end of a path of relations: `tables`, joined, of which those count whose `far` is the outer `key`. */
export interface ReachedRows {
  readonly tables: readonly string[]
  /** The column of the row the path starts from. */
  readonly key: string
  /** The column of the first table that it is compared with. */
  readonly far: string
  /** The column by which the last table is entered. */
  readonly lastKey: string
  readonly row: RowScope
}

/**
 * WHY joins and no sub-select for the key: MariaDB refuses an EXISTS that is tied to the outer row by a sub-select
 * first and by something else, too. A foreign key is the id of the row it leads to: a table is joined only where
 * more is needed.
 */
export function reachedRows(start: RowScope, steps: readonly string[], naming: Naming): ReachedRows {
  const tables: string[] = []
  const [first, ...rest] = relationsAlong(start.type, steps, naming.model)
  if (first === undefined) throw new Error('A quantifier needs a relation')
  const key = `${start.alias}.${quoted(first.near)}`
  const join = (relation: RelationModel): RowScope => {
    const row = { alias: naming.alias(), type: typeOf(naming.model, relation.target) }
    const link = `${row.alias}.${quoted(relation.far)}`
    far ??= link
    tables.push(
      `${quoted(row.type.table)} ${row.alias}${tables.length === 0 ? '' : ` ON ${link} = ${lastKey}`}`,
    )
    return row
  }
  let far: string | undefined
  let lastKey = key
  let before = first
  for (const relation of rest) {
    if (!before.owning || relation.near !== before.far)
      lastKey = `${join(before).alias}.${quoted(relation.near)}`
    before = relation
  }
  const row = join(before)
  return { tables, key, far: far ?? '', lastKey, row }
}

interface Naming {
  readonly model: Model
  /** A new alias. */
  readonly alias: () => string
}

function relationsAlong(start: TypeModel, steps: readonly string[], model: Model): readonly RelationModel[] {
  let type = start
  return steps.map((step) => {
    const relation = relationOf(type, step)
    type = typeOf(model, relation.target)
    return relation
  })
}

/** Beyond this, one statement per alternative costs more to read than it saves. */
const MOST_BRANCHES = 8

/**
 * A row rule as alternatives that each can use an index of their own, the cheapest first. An alternative inside
 * a quantifier is taken out of it: `some(a or b)` is `some(a) or some(b)`. One branch: there is nothing to gain.
 */
export function branchesOf(rule: Condition): readonly Condition[] {
  const branches = alternatives(rule)
  if (branches.length > MOST_BRANCHES) return [rule]
  return [...branches].sort((a, b) => lookUps(a) - lookUps(b))
}

// WHY no fold: what stands below a negation or `every` must stay whole, and taking it apart could take for ever.
function alternatives(condition: Condition): readonly Condition[] {
  if (condition.op === 'or') return condition.of.flatMap(alternatives)
  if (condition.op === 'and') {
    return condition.of.reduce<readonly Condition[]>(
      (before, part) => before.flatMap((one) => alternatives(part).map((other) => allOf([one, other]))),
      [allOf([])],
    )
  }
  if (condition.op === 'some') return alternatives(condition.where).map((where) => ({ ...condition, where }))
  return [condition]
}

/** How many look-ups in other tables a condition needs: comparisons of the row's own columns cost nothing. */
function lookUps(condition: Condition): number {
  const inside = partsOf(condition).reduce((sum, part) => sum + lookUps(part), 0)
  return 'as' in condition ? 1 + inside : inside
}

/** Branch `index` without the rows of the branches before it: together they give each row exactly once. */
export function disjoint(branches: readonly Condition[], index: number): Condition {
  const branch = branches[index] ?? anyOf([])
  const before = branches.slice(0, index)
  return before.length === 0 ? branch : allOf([branch, { op: 'not', of: anyOf(before) }])
}
