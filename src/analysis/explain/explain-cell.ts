import { bindPolicy, type Slots, slotsOf } from '../../policy/compile/class-policy'
import { type Condition } from '../../policy/condition'
import { neededPaths, type PathTree } from '../../policy/condition-paths'
import { cellCondition, decide, type Question } from '../../policy/evaluate/decide'
import { consideredConditions, explain, type Explanation } from '../../policy/evaluate/explain'
import { type Row } from '../../policy/evaluate/match'
import { type PolicySet } from '../../policy/policy-set'
import { type Principal } from '../../policy/principal'
import { type FactSource, readFacts } from '../../read/read-facts'
import { type Model, typeOf } from '../../read/schema/model'
import {
  completeWorld,
  type MadeUpValue,
  type MadeUpWorld,
  owningSide,
  type RowName,
  sharesId,
} from '../world/made-up-world'
import { rowGraph } from '../world/row-graph'
import { type Comparisons, comparisonsOf } from './comparisons'
import { changeText } from './explain-report'
import { rowText, type Situation } from './situation'
import { smallestChange } from './smallest-change'

interface ExplainQuestion extends FactSource {
  readonly policies: PolicySet
  readonly principal: Principal
  readonly question: Question
  /** The id of the row. */
  readonly key: number
  readonly now: Date
}

/** Why a cell is answered as it is, and which change of facts gives the other answer. */
export interface CellExplanation extends Explanation {
  readonly change: ExplainedChange
}

export type ExplainedChange =
  /** Each a sentence; all of them together turn the answer. Where `atLeast` is less, a shorter way was not ruled out. */
  | { readonly kind: 'change'; readonly steps: readonly string[]; readonly atLeast: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly atLeast: number }

/** Null where there is no such row. */
export async function explainCell(asked: ExplainQuestion): Promise<CellExplanation | null> {
  const { policies, principal, question, key, now, database, model } = asked
  const bound = bindPolicy(policies, principal, now)
  const paths = neededPaths(consideredConditions(bound, question))
  const found = (await readFacts({ database, model }, { type: question.type, paths }, [key])).get(key)
  if (found === undefined) return null
  return { ...explain(bound, question, found), change: await changeOf(asked) }
}

async function changeOf(asked: ExplainQuestion): Promise<ExplainedChange> {
  const { policies, principal, question, key, now, database, model } = asked
  const condition = cellCondition(policies, question)
  const subject = { type: question.type, key }
  const types = new Map([['row', question.type]])
  const comparisons = comparisonsOf(model, [
    { condition, types },
    // WHY the classes: they name the roles that somebody may have instead.
    ...policies.classes.map((one) => ({ condition: one.condition, types: new Map<string, string>() })),
  ])
  const loaded = await loadSituation(
    { database, model },
    { conditions: [condition], comparisons, subject, principal, now },
  )
  if (loaded === null) return { kind: 'none' }
  const { situation, isWhole } = loaded
  const change = smallestChange({ situation, condition, comparisons, subject, isWhole })
  if (change.kind !== 'change') return change
  const answers = [situation, change.after].map((one) => decideIn(one, asked))
  // INVARIANT: every proposed change was tried on the engine; one that does not turn the answer is a bug.
  if (answers[0] === answers[1]) throw new Error('The change that was found does not turn the answer')
  const steps = change.steps.map((step) => changeText(step, situation))
  return { kind: 'change', steps, atLeast: change.atLeast }
}

function decideIn({ model, world, slots }: Situation, asked: ExplainQuestion): boolean {
  const principal = {
    ...asked.principal,
    role: slots.get('principal.role') as string | null, // only texts are put there
    accounting: slots.get('principal.accounting') === true,
    staff: slots.get('principal.staff') as string | null,
    scopes: slots.get('principal.scopes') as readonly string[],
  }
  const row = rowGraph(model, world).row({ type: asked.question.type, key: asked.key })
  return decide(bindPolicy(asked.policies, principal, asked.now), asked.question, row)
}

/** A situation read from a database, and which of its rows were read with all that conditions may ask of them. */
interface LoadedSituation {
  readonly situation: Situation
  readonly isWhole: (row: RowName) => boolean
}

/**
 * The row asked about with everything around it that the conditions use; and the rows that are the principal's
 * own, wherever its ids are compared with theirs, for they are where a relation would have to lead.
 */
async function loadSituation(
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
