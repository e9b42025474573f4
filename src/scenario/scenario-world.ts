import type { Vocabulary } from '../policy/vocabulary'

/** What scenarios may speak of: the people, rows, fields and actions there are. */
export interface ScenarioWorld {
  /** The keys of the personas. */
  readonly personas: readonly string[]
  /** `invoice/lakeside-own` → `Invoice:7`, for every row that scenarios may name. */
  readonly names: ReadonlyMap<string, string>
  readonly vocabulary: Vocabulary
  /** The types that policies decide, with their actions beside `read`. */
  readonly actions: ReadonlyMap<string, readonly string[]>
}

/** The rows of one type: `lakeside-own` → `Invoice:7`. */
export function rowsNamed(world: ScenarioWorld, type: string): ReadonlyMap<string, string> {
  const known = cache.get(world.names) ?? byType(world.names)
  cache.set(world.names, known)
  return known.get(type) ?? new Map()
}

export function fieldsOf(world: ScenarioWorld, type: string): readonly string[] {
  return (world.vocabulary.types.get(type)?.fields ?? []).map((field) => field.name)
}

type NamesByType = ReadonlyMap<string, ReadonlyMap<string, string>>

const cache = new WeakMap<ScenarioWorld['names'], NamesByType>()

function byType(names: ScenarioWorld['names']): NamesByType {
  const types = new Map<string, Map<string, string>>()
  for (const [name, id] of names) {
    const type = id.slice(0, id.indexOf(':'))
    const rows = types.get(type) ?? new Map<string, string>()
    types.set(type, rows.set(name.slice(name.indexOf('/') + 1), id))
  }
  return types
}
