import { factOf, type FactSource } from '../../read/read-facts'
import {
  type ColumnModel,
  type Model,
  type RelationModel,
  type TypeModel,
  typeOf,
} from '../../read/schema/model'
import { quoted } from '../../read/sql/fragment'

/**
 * Rows that were never stored, by type and id. A row says its attributes and the ids its owning relations lead to;
 * what it leaves out is completed by `completeWorld`. Its own id is the key, never a value of the row, and relations
 * to many follow from the other side.
 */
export interface MadeUpWorld {
  readonly [type: string]: Readonly<Record<number, MadeUpRow>>
}

/** `status: ACTIVE`, `client: 1` (an owning relation), `postalAddress.city: Lausanne` (an embedded value). */
export interface MadeUpRow {
  readonly [attributeOrRelation: string]: MadeUpValue
}

/** Dates and instants are ISO texts, as `match` reads them. */
export type MadeUpValue = string | number | boolean | null

/** A row by its type and id. */
export interface RowName {
  readonly type: string
  readonly key: number
}

/** Every row of the world, types and ids in order. */
export function rowsOf(world: MadeUpWorld): readonly (RowName & { readonly row: MadeUpRow })[] {
  return Object.keys(world)
    .sort()
    .flatMap((type) =>
      Object.entries(world[type] ?? {})
        .map(([key, row]) => ({ type, key: Number(key), row }))
        .sort((left, right) => left.key - right.key),
    )
}

/** The row, or undefined where the world has none of that id. */
export function rowAt(world: MadeUpWorld, { type, key }: RowName): MadeUpRow | undefined {
  return world[type]?.[key]
}

/** The same world with this row in it, in place of the one that had its id. */
export function withRow(world: MadeUpWorld, { type, key }: RowName, row: MadeUpRow): MadeUpWorld {
  return { ...world, [type]: { ...world[type], [key]: row } }
}

/** Where the ids of rows begin that nobody asked for and a key needs. */
const FIRST_ADDED_ID = 900_001

/**
 * The world with nothing left open: every stored attribute and every key has a value, and every key leads to a row.
 * What may be absent is null; what must be there is a harmless value, or a new row that nothing else leads to.
 */
export function completeWorld(model: Model, world: MadeUpWorld): MadeUpWorld {
  let whole = world
  let next = 1 + Math.max(FIRST_ADDED_ID - 1, ...rowsOf(world).map(({ key }) => key))
  const waiting = [...rowsOf(world)]
  const seen = new Set<string>()
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    if (seen.has(`${one.type}:${one.key}`)) continue
    seen.add(`${one.type}:${one.key}`)
    const type = typeOf(model, one.type)
    const row: Record<string, MadeUpValue> = { ...attributesOf(type, one) }
    const led: { readonly type: string; readonly key: number }[] = []
    for (const relation of type.relations.values()) {
      if (sharesId(type, relation)) led.push({ type: relation.target, key: one.key })
    }
    for (const relation of keysOf(type)) {
      const given = one.row[relation.name]
      const key = given ?? (relation.nullable || given === null ? null : next++)
      row[relation.name] = key
      if (key !== null) led.push({ type: relation.target, key: Number(key) })
    }
    whole = withRow(whole, one, row)
    for (const target of led) {
      const found = rowAt(whole, target)
      waiting.push({ ...target, row: found ?? {} })
      if (found === undefined) whole = withRow(whole, target, {})
    }
  }
  return whole
}

function attributesOf(
  type: TypeModel,
  { key, row }: { readonly key: number; readonly row: MadeUpRow },
): MadeUpRow {
  const columns = [...type.attributes.values()].filter(
    ({ name, derived, computed }) => name !== 'id' && ((!derived && computed !== true) || name in row),
  )
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      row[column.name] ?? (column.nullable ? null : harmless(column, key)),
    ]),
  )
}

/** WHY the id in a text: some texts must differ from row to row. */
function harmless({ type, values }: ColumnModel, key: number): MadeUpValue {
  switch (type) {
    case 'int':
      return 0
    case 'bool':
      return false
    case 'string':
      return values?.[0] ?? `#${key}`
    case 'date':
      return '2000-01-01'
    case 'timestamp':
      return '2000-01-01T00:00:00.000Z'
  }
}

/**
 * A whole database as a made-up world, for worlds of a few thousand rows: one statement a type. No policy applies.
 * What is read once can be asked anything without asking the database again.
 */
export async function storedWorld({ database, model }: FactSource): Promise<MadeUpWorld> {
  const world: Record<string, Record<number, MadeUpRow>> = {}
  // What has no id is no row that a condition could lead to, such as the lease of a job.
  for (const type of [...model.types.values()].filter(({ attributes }) => attributes.has('id'))) {
    const columns = [...type.attributes.values()].filter(({ name }) => name !== 'id')
    const keys = keysOf(type)
    const wanted = [
      't.id AS id',
      ...columns.map((column, index) => `${column.sql('t')} AS c${index}`),
      ...keys.map(({ near }, index) => `t.${quoted(near)} AS k${index}`),
    ]
    const found = await database.query(
      `SELECT ${wanted.join(', ')} FROM ${quoted(type.table)} t ORDER BY t.id`,
      [],
    )
    const rows = found.map((record): [number, MadeUpRow] => {
      const values = columns.map(
        (column, index) => [column.name, factOf(column, record[`c${index}`])] as const,
      )
      const led = keys.map(({ name }, index) => [name, factOf({ type: 'int' }, record[`k${index}`])] as const)
      return [Number(record['id']), Object.fromEntries([...values, ...led])]
    })
    world[type.name] = Object.fromEntries(rows)
  }
  return world
}

/** Whether the key of the relation is the id of the row itself: a Partner has the id of its Organisation. */
export function sharesId(type: TypeModel, relation: RelationModel): boolean {
  const id = type.attributes.get('id')
  return relation.owning && id?.sql('row') === `row.${quoted(relation.near)}`
}

/** The owning relations of a type that its rows say themselves. */
export function keysOf(type: TypeModel): readonly RelationModel[] {
  return [...type.relations.values()].filter((relation) => relation.owning && !sharesId(type, relation))
}

/** The other side of a relation that does not hold the key: where the target's rows say it. */
export function owningSide(model: Model, type: TypeModel, relation: RelationModel): RelationModel {
  const found = [...typeOf(model, relation.target).relations.values()].find(
    (other) => other.owning && other.target === type.name && other.near === relation.far,
  )
  if (found === undefined)
    throw new Error(`${relation.target} has no relation behind ${type.name}.${relation.name}`)
  return found
}
