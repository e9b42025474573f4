import { bindPolicy, type BoundPolicy } from '../../policy/compile/class-policy'
import { type Condition, conditionKey } from '../../policy/condition'
import { match } from '../../policy/evaluate/match'
import { type PolicySet } from '../../policy/policy-set'
import { type Principal } from '../../policy/principal'
import { type FieldModel, type Model, type TypeModel } from '../../read/schema/model'
import { type ScanConnection } from './scan-database'
import { type LinkedRow, type StoredWorld } from './world-change'

/** What a principal may see: of each visible row, its readable fields with their values and its actions. */
export type WorldView = ReadonlyMap<string, ReadonlyMap<number, VisibleRow>>

export interface VisibleRow {
  /** The values of the readable fields; of rows elsewhere, the ids of those that are visible. */
  readonly values: ReadonlyMap<string, unknown>
  readonly can: readonly string[]
}

export interface ViewingPrincipal {
  readonly model: Model
  readonly policies: PolicySet
  readonly principal: Principal
  /** Reads derived columns, which facts do not hold. */
  readonly runner: ScanConnection
  readonly now: Date
}

/** Decided on facts in memory, by the same policy and by none of the engine's SQL. */
export async function worldView(seeing: ViewingPrincipal, world: StoredWorld): Promise<WorldView> {
  const bound = bindPolicy(seeing.policies, seeing.principal, seeing.now)
  const known = new Map<string, ReadonlyMap<number, LinkedRow>>()
  const types = [...seeing.model.types.values()].filter((type) => type.answers.size > 0)
  for (const type of types) known.set(type.name, knownRows(bound, world, type))
  const derived = await derivedValues(seeing, types)
  const view = new Map<string, ReadonlyMap<number, VisibleRow>>()
  for (const type of types) {
    const rows = known.get(type.name) ?? new Map<number, LinkedRow>()
    const policy = bound.classPolicy.type(type.name)
    const seen = [...rows].map(([id, row]): [number, VisibleRow] => {
      const holds = deciderOf(bound, row)
      const values = new Map<string, unknown>()
      for (const [name, answer] of type.answers) {
        if (answer.kind === 'id' || answer.kind === 'same') continue
        const rule = policy.field(name)
        if (rule.kind === 'never' || (rule.kind === 'conditional' && !holds(rule.condition))) continue
        const place = { row, name, stored: derived.get(`${type.name}.${name}`)?.get(id) }
        values.set(name, valueOf(answer, place, { known, world }))
      }
      return [id, { values, can: policy.actions.filter((name) => holds(policy.action(name))) }]
    })
    view.set(type.name, new Map(seen))
  }
  return view
}

/** The view as one text: the same for the same view. */
export function viewText(view: WorldView): string {
  const plain = [...view].map(([type, rows]) => [
    type,
    [...rows].map(([id, row]) => [id, [...row.values], row.can]),
  ])
  return JSON.stringify(plain)
}

function knownRows(
  bound: BoundPolicy,
  { facts }: StoredWorld,
  type: TypeModel,
): ReadonlyMap<number, LinkedRow> {
  const { row: rule } = bound.classPolicy.type(type.name)
  if (rule.op === 'false') return new Map()
  return new Map([...(facts.get(type.name) ?? [])].filter(([, row]) => match(rule, row, bound.slots)))
}

/** Each condition is decided once a row, however many fields share it. */
function deciderOf(bound: BoundPolicy, row: LinkedRow): (condition: Condition) => boolean {
  const decided = new Map<string, boolean>()
  return (condition) => {
    const key = keyOf(condition)
    const found = decided.get(key) ?? match(condition, row, bound.slots)
    decided.set(key, found)
    return found
  }
}

const keys = new WeakMap<Condition, string>()

function keyOf(condition: Condition): string {
  const key = keys.get(condition) ?? conditionKey(condition)
  keys.set(condition, key)
  return key
}

interface Cell {
  readonly row: LinkedRow
  readonly name: string
  /** What the database derives for it. */
  readonly stored: unknown
}

interface Around {
  readonly known: ReadonlyMap<string, ReadonlyMap<number, LinkedRow>>
  readonly world: StoredWorld
}

function valueOf(answer: FieldModel, { row, name, stored }: Cell, { known, world }: Around): unknown {
  switch (answer.kind) {
    case 'column':
      return answer.column.derived ? stored : row[name]
    case 'money':
      return [answer.column.derived ? stored : row[name], row['currency']]
    case 'embedded':
      return [...answer.parts.keys()].map((part) => row[`${name}.${part}`])
    case 'one':
      return visibleIds(known, answer.relation.target, [row[name]])[0] ?? null
    case 'list':
      return visibleIds(known, answer.relation.target, row[name])
    case 'connection': {
      const { route } = answer
      if (route.via === 'key') return visibleIds(known, route.target, row[name])
      const table = world.tables.get(route.table)
      const [parent, target] = [route.parentColumn, route.targetColumn].map(
        (one) => table?.columns.indexOf(one) ?? -1,
      )
      const found = (table?.rows ?? []).filter((cells) => cells[parent ?? -1] === row['id'])
      const ids = new Set(found.map((cells) => Number(cells[target ?? -1])))
      return [...ids].filter((id) => known.get(route.target)?.has(id)).sort((one, other) => one - other)
    }
    case 'own':
      return false
    case 'id':
    case 'same':
      return null
  }
}

function visibleIds(known: Around['known'], target: string, rows: unknown): readonly number[] {
  const found = (rows as readonly (LinkedRow | null)[]).flatMap((row) =>
    row === null ? [] : [Number(row['id'])],
  )
  return found.filter((id) => known.get(target)?.has(id)).sort((one, other) => one - other)
}

async function derivedValues({ runner }: ViewingPrincipal, types: readonly TypeModel[]) {
  const values = new Map<string, ReadonlyMap<number, unknown>>()
  for (const type of types) {
    for (const [name, answer] of type.answers) {
      if ((answer.kind !== 'column' && answer.kind !== 'money') || !answer.column.derived) continue
      // The driver's rows are untyped: each has the columns named here.
      const rows = (await runner.query(
        `SELECT t.id AS id, ${answer.column.sql('t')} AS value FROM \`${type.table}\` t`,
      )) as readonly { readonly id: number; readonly value: unknown }[]
      values.set(`${type.name}.${name}`, new Map(rows.map((row) => [row.id, row.value])))
    }
  }
  return values
}
