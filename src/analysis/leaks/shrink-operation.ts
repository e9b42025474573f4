import {
  type ASTNode,
  type DocumentNode,
  Kind,
  parse,
  print,
  type VariableDefinitionNode,
  visit,
} from 'graphql'
import { addressIn } from './scan-roots'

/** Whether a smaller operation still shows the leak. */
export type OperationLeaks = (text: string) => Promise<boolean>

const MOST_TRIES = 300

/** The same question with everything left out that is not needed to show the leak. */
export async function shrinkOperation(text: string, stillLeaks: OperationLeaks): Promise<string> {
  if (addressIn(text) !== undefined) return text
  let document = parse(text, { noLocation: true })
  let tries = 0
  for (let again = true; again && tries < MOST_TRIES;) {
    again = false
    let candidates = smallerOnes(document)
    // WHY the next place and not the first again: a part that was needed a moment ago is probably still needed.
    for (let place = 0; place < candidates.length && tries < MOST_TRIES;) {
      const smaller = candidates[place]
      tries += 1
      if (smaller === undefined || !(await stillLeaks(print(smaller)))) {
        place += 1
        continue
      }
      document = smaller
      candidates = smallerOnes(document)
      again = true
    }
  }
  return print(document)
}

/** The document with one thing left out, for each that may be: largest first. */
function smallerOnes(document: DocumentNode): readonly DocumentNode[] {
  const places: { readonly node: ASTNode; readonly size: number }[] = []
  visit(document, {
    enter: (node, _key, parent) => {
      if (mayGo(node, parent)) places.push({ node, size: print(node).length })
    },
  })
  return [...places].sort((one, other) => other.size - one.size).map(({ node }) => without(document, node))
}

function mayGo(node: ASTNode, parent: ASTNode | readonly ASTNode[] | undefined): boolean {
  switch (node.kind) {
    case Kind.FIELD:
    case Kind.INLINE_FRAGMENT:
    case Kind.FRAGMENT_SPREAD:
    case Kind.OBJECT_FIELD:
      return isAmongOthers(parent)
    case Kind.FRAGMENT_DEFINITION:
    case Kind.OPERATION_DEFINITION:
      return isAmongOthers(parent)
    case Kind.ARGUMENT:
      return true
    default:
      return false
  }
}

function isAmongOthers(parent: ASTNode | readonly ASTNode[] | undefined): boolean {
  return parent !== undefined && 'length' in parent && parent.length > 1
}

/** INVARIANT: the rest is valid: it declares no unused variable and no unused fragment. */
function without(document: DocumentNode, gone: ASTNode): DocumentNode {
  const smaller = visit<DocumentNode>(document, { enter: (node) => (node === gone ? null : undefined) })
  const used = new Set<string>()
  const spread = new Set<string>()
  visit(smaller, {
    Variable: (node, _key, parent) => {
      const declares =
        parent !== undefined && !('length' in parent) && parent.kind === Kind.VARIABLE_DEFINITION
      if (!declares) used.add(node.name.value)
    },
    FragmentSpread: (node) => {
      spread.add(node.name.value)
    },
  })
  return visit<DocumentNode>(smaller, {
    VariableDefinition: (node: VariableDefinitionNode) =>
      used.has(node.variable.name.value) ? undefined : null,
    FragmentDefinition: (node) => (spread.has(node.name.value) ? undefined : null),
  })
}
