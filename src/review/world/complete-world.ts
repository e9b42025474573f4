import { type ColumnModel, type Model, type TypeModel, typeOf } from '../../query/model/model'
import { keysOf, sharesId } from './keys'
import { type MadeUpRow, type MadeUpValue, type MadeUpWorld, rowAt, rowsOf, withRow } from './made-up-world'

/** Where the ids of rows begin that nobody asked for and a key needs. */
export const FIRST_ADDED_ID = 900_001

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
