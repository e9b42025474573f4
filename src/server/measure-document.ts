import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** How large an operation is once its fragments are spread out. */
export interface Measure {
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
 * INVARIANT: linear in the size of the document, whatever it spreads; a fragment cycle ends here (validation
 * refuses it later). Depth does not count below `__schema` and `__type`: graphql-js limits introspection itself.
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

/** Beside each other: as deep as the deeper, as many as both. Numbers saturate at infinity, never wrap. */
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
