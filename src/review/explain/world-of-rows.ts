import type { Row } from '../../policy/match'
import { type Model, typeOf } from '../../query/model/model'
import { owningSide, sharesId } from '../world/keys'
import type { MadeUpValue, MadeUpWorld, RowName } from '../world/made-up-world'

/** Rows joined as `match` reads them, as a world: each row once, with whatever was loaded of it anywhere. */
export function worldOfRows(
  model: Model,
  rows: readonly { readonly type: string; readonly row: Row }[],
): MadeUpWorld {
  const world: Record<string, Record<number, Record<string, MadeUpValue>>> = {}
  const seen = new Set<Row>()
  const waiting = [...rows]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (seen.has(one.row)) continue
    seen.add(one.row)
    waiting.push(...spread(model, one, (name) => said(world, name)))
  }
  return world
}

type Said = (name: RowName) => Record<string, MadeUpValue>

function said(world: Record<string, Record<number, Record<string, MadeUpValue>>>, { type, key }: RowName) {
  const rows = (world[type] ??= {})
  return (rows[key] ??= {})
}

/** Notes what a row says of itself; gives the rows around it. */
function spread(
  model: Model,
  { type, row }: { readonly type: string; readonly row: Row },
  saidBy: Said,
): readonly { readonly type: string; readonly row: Row }[] {
  const words = typeOf(model, type)
  const name = { type, key: Number(row['id']) }
  const own = saidBy(name)
  for (const attribute of words.attributes.keys()) {
    if (attribute === 'id') continue
    const value = attribute.split('.').reduce<unknown>((at, step) => (at as Row | undefined)?.[step], row)
    // Facts are plain values: `readFacts` made them so.
    if (value !== undefined) own[attribute] = value as MadeUpValue
  }
  return [...words.relations.values()].flatMap((relation) => {
    const there = row[relation.name]
    if (there === undefined) return []
    const targets = (Array.isArray(there) ? there : there === null ? [] : [there]) as readonly Row[]
    if (relation.owning) {
      if (!sharesId(words, relation))
        own[relation.name] = targets[0] === undefined ? null : Number(targets[0]['id'])
    } else {
      const back = owningSide(model, words, relation)
      const target = typeOf(model, relation.target)
      for (const other of targets) {
        const theirs = saidBy({ type: relation.target, key: Number(other['id']) })
        if (!sharesId(target, back)) theirs[back.name] = name.key
      }
    }
    return targets.map((other) => ({ type: relation.target, row: other }))
  })
}
