import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/**
 * How many pairs of fields GraphQL's own rule "fields that overlap can be merged" has to compare at most, and so what makes
 * it quadratic: fields of one response name beside each other, fragments spread out, and the fields below those.
 * INVARIANT: takes at most `limit` steps for each level, however the document is made; what needs more answers `limit + 1`.
 */
export function countComparisons(document: DocumentNode, limit: number): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const count = { fragments, limit, comparisons: 0, steps: 0 }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION)
      continue
    compareIn(count, [definition.selectionSet], 1)
    if (isOver(count)) return limit + 1
  }
  return count.comparisons
}

interface Count {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly limit: number
  comparisons: number
  /** Fields looked at, where the same fragment is spread in many places. */
  steps: number
}

/** WHY twenty: a document of ordinary size spreads its fragments a few times over. */
const STEPS_PER_COMPARISON = 20

function isOver({ comparisons, steps, limit }: Count): boolean {
  return comparisons > limit || steps > limit * STEPS_PER_COMPARISON
}

/** Deeper than any document may be: only fragments that spread each other go on, and validation refuses those. */
const DEEPEST = 100

/** Selection sets that are merged into one: that of an operation, or all those below fields of one response name. */
function compareIn(count: Count, sets: readonly SelectionSetNode[], depth: number): void {
  if (depth > DEEPEST) return
  const fields = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  for (const set of sets) gather(count, set, { fields, spread })
  count.comparisons += pairsOf(spread.size)
  for (const same of fields.values()) {
    count.comparisons += pairsOf(same.length)
    if (isOver(count)) return
    const below = same.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]))
    if (below.length > 0) compareIn(count, below, depth + 1)
  }
}

interface Merged {
  readonly fields: Map<string, FieldNode[]>
  readonly spread: Set<string>
}

function gather(count: Count, set: SelectionSetNode, merged: Merged): void {
  for (const selection of set.selections) {
    count.steps += 1
    if (isOver(count)) return
    switch (selection.kind) {
      case Kind.FIELD: {
        const name = selection.alias?.value ?? selection.name.value
        const same = merged.fields.get(name)
        if (same === undefined) merged.fields.set(name, [selection])
        else same.push(selection)
        break
      }
      case Kind.INLINE_FRAGMENT:
        gather(count, selection.selectionSet, merged)
        break
      case Kind.FRAGMENT_SPREAD: {
        const fragment = count.fragments.get(selection.name.value)
        if (fragment === undefined || merged.spread.has(selection.name.value)) break
        merged.spread.add(selection.name.value)
        gather(count, fragment.selectionSet, merged)
      }
    }
  }
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2
}
