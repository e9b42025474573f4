import { type AttributeWords, type TypeWords, type Vocabulary } from '../../../src/policy/vocabulary'

/** Everything a condition may reach from a row of one type, at most three steps away, nearest first. */
export interface Reach {
  readonly values: readonly ReachedValue[]
  readonly rows: readonly ReachedRow[]
  readonly lists: readonly ReachedRow[]
}

export interface ReachedValue {
  readonly steps: string
  readonly attribute: AttributeWords
}

export interface ReachedRow {
  readonly steps: string
  readonly type: string
}

const DEEPEST = 3

export function reachFrom(type: string, vocabulary: Vocabulary): Reach {
  const known = cache.get(vocabulary) ?? new Map<string, Reach>()
  cache.set(vocabulary, known)
  const reach = known.get(type) ?? explore(type, vocabulary)
  known.set(type, reach)
  return reach
}

const cache = new WeakMap<Vocabulary, Map<string, Reach>>()

function explore(start: string, vocabulary: Vocabulary): Reach {
  const values: ReachedValue[] = []
  const rows: ReachedRow[] = []
  const lists: ReachedRow[] = []
  let frontier: readonly ReachedRow[] = [{ steps: '', type: start }]
  for (let depth = 1; depth <= DEEPEST; depth += 1) {
    const next: ReachedRow[] = []
    for (const { steps, type } of frontier) {
      const words = wordsOf(type, vocabulary)
      for (const attribute of words.attributes.values()) {
        const length = depth - 1 + attribute.name.split('.').length
        if (length <= DEEPEST) values.push({ steps: `${steps}.${attribute.name}`, attribute })
      }
      for (const relation of words.relations.values()) {
        const reached = { steps: `${steps}.${relation.name}`, type: relation.target }
        if (relation.many) lists.push(reached)
        else next.push(reached)
      }
    }
    rows.push(...next)
    frontier = next
  }
  return { values, rows, lists }
}

function wordsOf(type: string, vocabulary: Vocabulary): TypeWords {
  const words = vocabulary.types.get(type)
  if (words === undefined) throw new Error(`The vocabulary has no type ${type}`)
  return words
}
