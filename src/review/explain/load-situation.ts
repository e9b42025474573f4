import type { Condition } from '../../policy/condition'
import { neededPaths, type PathTree } from '../../policy/needed-paths'
import type { Principal } from '../../policy/principal'
import { type Slots, slotsOf } from '../../policy/slots'
import { type Model, typeOf } from '../../query/model/model'
import { type FactSource, readFacts } from '../../query/read-facts'
import { completeWorld } from '../world/complete-world'
import type { RowName } from '../world/made-up-world'
import type { Comparisons } from './comparisons'
import { rowText } from './fact'
import type { Situation } from './situation'
import { worldOfRows } from './world-of-rows'

/** A situation read from a database, and which of its rows were read with all that conditions may ask of them. */
export interface LoadedSituation {
  readonly situation: Situation
  readonly isWhole: (row: RowName) => boolean
}

/**
 * The row asked about with everything around it that the conditions speak of; and the rows that are the principal's
 * own, wherever its ids are compared with theirs, for they are where a relation would have to lead.
 */
export async function loadSituation(
  source: FactSource,
  asked: {
    readonly conditions: readonly Condition[]
    readonly comparisons: Comparisons
    readonly subject: RowName
    readonly principal: Principal
    readonly now: Date
  },
): Promise<LoadedSituation | null> {
  const { model } = source
  const slots = slotsOf(asked.principal, asked.now)
  const paths = neededPaths(asked.conditions)
  const trees = treesByType(model, { type: asked.subject.type, paths })
  const wanted: RowName[] = [asked.subject, ...ownRows(asked.comparisons, slots)]
  const rows = []
  for (const { type, key } of wanted) {
    const found = (
      await readFacts(
        source,
        { type, paths: wide(type, { model, trees, paths: trees.get(type) ?? paths }) },
        [key],
      )
    ).get(key)
    if (found !== undefined) rows.push({ type, row: found })
  }
  if (Number(rows[0]?.row['id']) !== asked.subject.key || rows[0]?.type !== asked.subject.type) return null
  const world = completeWorld(model, worldOfRows(model, rows))
  const whole = new Set(wanted.map(rowText))
  const isWhole = (row: RowName): boolean =>
    whole.has(rowText(row)) || (row.key < 900_000 && (trees.get(row.type)?.relations.size ?? 0) === 0)
  return { situation: { model, world, slots }, isWhole }
}

/** `Organisation` and the id of the principal's, where some condition compares the two. */
function ownRows(comparisons: Comparisons, slots: Slots): readonly RowName[] {
  return [...comparisons].flatMap(([place, { places }]) => {
    const [type = '', name] = place.split('.')
    if (name !== 'id' || !/^[A-Z]/.test(type)) return []
    return [...places].flatMap((other) => {
      const key = slots.get(other)
      return typeof key === 'number' ? [{ type, key }] : []
    })
  })
}

interface MutableTree {
  readonly attributes: Set<string>
  readonly relations: Map<string, MutableTree>
}

/** For each type, all that conditions ask of a row of it, wherever they meet one. */
function treesByType(
  model: Model,
  start: { readonly type: string; readonly paths: PathTree },
): ReadonlyMap<string, PathTree> {
  const trees = new Map<string, MutableTree>()
  const visit = (type: string, paths: PathTree): void => {
    const tree = trees.get(type) ?? { attributes: new Set(), relations: new Map() }
    trees.set(type, tree)
    merge(tree, paths)
    for (const [name, inner] of paths.relations) {
      const relation = typeOf(model, type).relations.get(name)
      if (relation !== undefined) visit(relation.target, inner)
    }
  }
  visit(start.type, start.paths)
  return trees
}

function merge(into: MutableTree, { attributes, relations }: PathTree): void {
  for (const attribute of attributes) into.attributes.add(attribute)
  for (const [name, inner] of relations) {
    const tree = into.relations.get(name) ?? { attributes: new Set(), relations: new Map() }
    into.relations.set(name, tree)
    merge(tree, inner)
  }
}

/** The same paths, with every attribute and every key that conditions ask of a type anywhere asked of each of its rows. */
function wide(
  type: string,
  {
    model,
    trees,
    paths,
  }: { readonly model: Model; readonly trees: ReadonlyMap<string, PathTree>; readonly paths: PathTree },
): PathTree {
  const words = typeOf(model, type)
  const relations = [...paths.relations].map(([name, inner]) => {
    const relation = words.relations.get(name)
    return [
      name,
      relation === undefined ? inner : wide(relation.target, { model, trees, paths: inner }),
    ] as const
  })
  const keys = [...(trees.get(type)?.relations.keys() ?? [])]
    .filter((name) => words.relations.get(name)?.owning === true && !paths.relations.has(name))
    .map((name) => [name, { attributes: new Set(['id']), relations: new Map() }] as const)
  return {
    attributes: new Set([...(trees.get(type)?.attributes ?? []), ...paths.attributes]),
    relations: new Map([...relations, ...keys]),
  }
}
