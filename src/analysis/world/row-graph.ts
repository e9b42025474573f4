import { type Row } from '../../policy/evaluate/match'
import { type Principal } from '../../policy/principal'
import { type Model, type RelationModel, type TypeModel, typeOf } from '../../read/schema/model'
import {
  completeWorld,
  type MadeUpRow,
  type MadeUpWorld,
  owningSide,
  type RowName,
  rowsOf,
  sharesId,
} from './made-up-world'

/** The rows of a world, joined: what `match` and `decide` read. */
export interface RowGraph {
  /** @throws where the world has no such row. */
  row(name: RowName): Row
  /** Every row of a type, those that completing the world added included, by id. */
  rows(type: string): readonly Row[]
}

/** Completes the world and joins its rows along every relation, in both directions. */
export function rowGraph(model: Model, world: MadeUpWorld): RowGraph {
  const whole = completeWorld(model, world)
  const joined = new Map<string, Joined>()
  const rows: Joined[] = rowsOf(whole).map(({ type, key, row }) => {
    const words = typeOf(model, type)
    return { type: words, key, said: row, data: plainRow(words, key, row) }
  })
  for (const row of rows) joined.set(`${row.type.name}:${row.key}`, row)
  for (const row of rows) {
    for (const relation of row.type.relations.values()) {
      row.data[relation.name] = relation.owning
        ? (joined.get(`${relation.target}:${keyOf(row, relation)}`)?.data ?? null)
        : otherSide(model, row, { relation, rows })
    }
  }
  return {
    row: ({ type, key }) => {
      const found = joined.get(`${type}:${key}`)
      if (found === undefined) throw new Error(`The world has no ${type}:${key}`)
      return found.data
    },
    rows: (type) => rows.filter((row) => row.type.name === type).map(({ data }) => data),
  }
}

interface Joined {
  readonly type: TypeModel
  readonly key: number
  readonly said: MadeUpRow
  readonly data: Record<string, unknown>
}

/** Embedded values become objects: `postalAddress.city` is read step by step. */
function plainRow(type: TypeModel, key: number, row: MadeUpRow): Record<string, unknown> {
  const plain: Record<string, unknown> = { __typename: type.name, id: key }
  for (const name of type.attributes.keys()) {
    if (name === 'id') continue
    const value = row[name] ?? null
    const [first = name, second] = name.split('.')
    if (second === undefined) plain[first] = value
    else plain[first] = { ...(plain[first] as object | undefined), [second]: value }
  }
  return plain
}

function keyOf({ type, key, said }: Joined, relation: RelationModel): number | null {
  if (sharesId(type, relation)) return key
  const led = said[relation.name]
  return typeof led === 'number' ? led : null
}

function otherSide(
  model: Model,
  row: Joined,
  { relation, rows }: { readonly relation: RelationModel; readonly rows: readonly Joined[] },
): unknown {
  const owning = owningSide(model, row.type, relation)
  const found = rows
    .filter((other) => other.type.name === relation.target && keyOf(other, owning) === row.key)
    .map(({ data }) => data)
  return relation.many ? found : (found[0] ?? null)
}

/** Somebody, somewhere, for whom something holds: the example that refutes "never" and shows "sometimes". */
export interface Witness {
  readonly principal: Principal
  /** An ISO instant: `2026-11-23T12:00:00.000Z`. */
  readonly now: string
  readonly world: MadeUpWorld
  /** The row asked about. */
  readonly row: RowName
  /** Further rows that the question named, by the names it gave them. */
  readonly others: Readonly<Record<string, RowName>>
}
