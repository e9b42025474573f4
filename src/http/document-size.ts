import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** How large an operation is once its fragments are spread out. */
interface Measure {
  readonly depth: number
  readonly aliases: number
  readonly directives: number
}

/** The largest of a document's operations, and how many fields the widest of them has at its root. */
export interface DocumentMeasure extends Measure {
  readonly rootFields: number
  readonly operations: number
}

/**
 * Measures a document without a schema and without spreading anything out: each fragment is measured once.
 * INVARIANT: linear in the size of the document, whatever it spreads. A fragment cycle ends the walk; validation
 * refuses it later. Depth does not count below `__schema` and `__type`: graphql-js limits introspection itself.
 */
export function measureDocument(document: DocumentNode): DocumentMeasure {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const measures = new Measures(fragments)
  let widest: DocumentMeasure = { ...NOTHING, rootFields: 0, operations: 0 }
  for (const definition of document.definitions) {
    // A fragment that nothing spreads is measured too: it is validated like the others.
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION)
      continue
    const size = measures.ofSelections(definition.selectionSet)
    const directives = size.directives + (definition.directives?.length ?? 0)
    const rootFields =
      definition.kind === Kind.OPERATION_DEFINITION ? measures.fieldsAtRoot(definition.selectionSet) : 0
    const operations = widest.operations + (definition.kind === Kind.OPERATION_DEFINITION ? 1 : 0)
    widest = largest(widest, { ...size, directives, rootFields, operations })
  }
  return widest
}

const NOTHING: Measure = { depth: 0, aliases: 0, directives: 0 }

class Measures {
  private readonly known = new Map<string, Measure>()
  private readonly roots = new Map<string, number>()

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  ofSelections(set: SelectionSetNode): Measure {
    let total = NOTHING
    for (const selection of set.selections) total = together(total, this.ofSelection(selection))
    return total
  }

  fieldsAtRoot(set: SelectionSetNode): number {
    let count = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) count += 1
      else if (selection.kind === Kind.INLINE_FRAGMENT) count += this.fieldsAtRoot(selection.selectionSet)
      else count += this.rootFieldsOf(selection.name.value)
    }
    return count
  }

  private ofSelection(selection: SelectionNode): Measure {
    const directives = selection.directives?.length ?? 0
    const inner = this.inside(selection)
    if (selection.kind !== Kind.FIELD) return { ...inner, directives: inner.directives + directives }
    const name = selection.name.value
    return {
      depth: name === '__schema' || name === '__type' ? 1 : inner.depth + 1,
      aliases: inner.aliases + (selection.alias === undefined ? 0 : 1),
      directives: inner.directives + directives,
    }
  }

  private inside(selection: SelectionNode): Measure {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value)
    return selection.selectionSet === undefined ? NOTHING : this.ofSelections(selection.selectionSet)
  }

  private ofFragment(name: string): Measure {
    const measured = this.known.get(name)
    if (measured !== undefined) return measured
    const fragment = this.fragments.get(name)
    if (fragment === undefined) return NOTHING
    this.known.set(name, NOTHING)
    const measure = this.ofSelections(fragment.selectionSet)
    this.known.set(name, measure)
    return measure
  }

  private rootFieldsOf(name: string): number {
    const counted = this.roots.get(name)
    if (counted !== undefined) return counted
    const fragment = this.fragments.get(name)
    if (fragment === undefined) return 0
    this.roots.set(name, 0)
    const count = this.fieldsAtRoot(fragment.selectionSet)
    this.roots.set(name, count)
    return count
  }
}

/** Side by side: the depth of the deeper one, the sum of the fields. Numbers saturate at infinity, never wrap. */
function together(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
  }
}

function largest(a: DocumentMeasure, b: DocumentMeasure): DocumentMeasure {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
    rootFields: Math.max(a.rootFields, b.rootFields),
    operations: Math.max(a.operations, b.operations),
  }
}

/**
 * An upper bound of the pairs of fields that GraphQL's quadratic rule "fields that overlap can be merged" compares: fields
 * of one response name side by side, fragments spread out, and the fields below those.
 * INVARIANT: takes at most `limit` steps for each level of any document; a document that needs more gives `limit + 1`.
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

/** Deeper than any document may be: only fragments that spread each other get here, and validation refuses those. */
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
