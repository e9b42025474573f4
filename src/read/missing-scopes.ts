import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type Principal, type TokenScope } from '../policy/principal'

interface AskedDocument {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly schema: GraphQLSchema
}

/**
 * The scopes that an API token lacks for what an operation asks to read, in the order of the catalogue; of several that
 * would do, the first. INVARIANT: a fact of the document and the token alone, known before any row is looked at.
 */
export function missingScopes(
  { document, operation, schema }: AskedDocument,
  { principal, scopes }: { readonly principal: Principal; readonly scopes: readonly TokenScope[] },
): readonly string[] {
  if (!principal.token) return []
  const asked = new Set<string>()
  const types = new TypeInfo(schema)
  const visitor = visitWithTypeInfo(types, {
    Field: () => {
      const type = types.getType()
      if (type !== null && type !== undefined) asked.add(getNamedType(type).name)
    },
  })
  for (const definition of document.definitions) {
    if (definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION) visit(definition, visitor)
  }
  const missing = new Set<string>()
  for (const type of asked) {
    const opening = scopes.filter(({ covers }) => covers.get(type)?.includes('read') === true)
    const [first] = opening
    if (first === undefined || opening.some(({ name }) => principal.scopes.includes(name))) continue
    missing.add(first.name)
  }
  return scopes.map(({ name }) => name).filter((name) => missing.has(name))
}
