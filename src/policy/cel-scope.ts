import type { ASTNode } from '@marcbachmann/cel-js'
import type { Place, PolicyErrorCode, Report } from './policy-error'
import type { Vocabulary } from './vocabulary'
import type { Expression } from './yaml-shape'

/** What the names of a condition mean at one place of it. */
export interface Scope {
  readonly vocabulary: Vocabulary
  readonly report: Report
  /** The text the names stand in, for showing mistakes. */
  readonly source: Expression
  /** Row variables: the row of the document, a definition's parameter, the rows of enclosing quantifiers. */
  readonly rows: ReadonlyMap<string, RowReference>
  readonly facts: ReadonlyMap<string, NamedCondition>
  readonly definitions: ReadonlyMap<string, Definition>
  /** INVARIANT: every `as` on the way here; a quantifier takes a name that is not among them, so none captures. */
  readonly taken: ReadonlySet<string>
  /** What this scope is for, in a sentence about a name that it does not know. */
  readonly knows: 'rows' | 'principal'
}

/** A row and how it is reached: a variable of the compiled condition and to-one steps from it. */
export interface RowReference {
  readonly type: string
  readonly of: string
  readonly steps: readonly string[]
}

/** A condition with a name. Its tree is null where it is broken, which has been reported at its own place. */
export interface NamedCondition {
  readonly name: string
  readonly source: Expression
  readonly ast: ASTNode | null
}

export interface Definition extends NamedCondition {
  readonly parameter: string
  readonly type: string
}

/** Where a node of the syntax tree stands in its file. For `a.b` that is where `b` begins. */
export function placeOfNode(node: ASTNode, scope: Scope): Place {
  return scope.source.placeAt(node.pos)
}

/** The node as the author wrote it. */
export function textOfNode(node: ASTNode, scope: Scope): string {
  return scope.source.text.slice(node.start, node.end)
}

/** Reports a mistake at a node and answers null: what is mistaken has no meaning. */
export function mistake(
  node: ASTNode,
  scope: Scope,
  what: { readonly code: PolicyErrorCode; readonly message: string; readonly suggestion?: string },
): null {
  scope.report({ ...placeOfNode(node, scope), ...what })
  return null
}
