import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** The response key under which the id of a row stands; no caller's document uses it. */
export const ROW_ID = 'rowIdForTheReview'

/** The same document, asking for the id of every row that has one as well. */
export function withRowIds(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const info = new TypeInfo(schema)
  return visit<DocumentNode>(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: (node: SelectionSetNode) => {
        const type = info.getParentType()
        const fields = isObjectType(type) || isAbstractType(type) ? schema.getType(type.name) : undefined
        if (fields === undefined || !('getFields' in fields) || !('id' in fields.getFields()))
          return undefined
        return {
          ...node,
          selections: [
            ...node.selections,
            {
              kind: Kind.FIELD as const,
              alias: { kind: Kind.NAME as const, value: ROW_ID },
              name: { kind: Kind.NAME as const, value: 'id' },
            },
          ],
        }
      },
    }),
  )
}
