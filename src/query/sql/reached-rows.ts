import type { Model, RelationModel, TypeModel } from '../model/model'
import { relationOf, typeOf } from '../model/model'
import { quoted } from './quoted'

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
