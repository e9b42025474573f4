import { type GraphQLSchema, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { PathOutcome } from './path-outcome'

/** Fields that exist, and not for this principal: in reduced mode they are no part of the schema. */
export function absentFields(
  text: string,
  { full, reduced }: { readonly full: GraphQLSchema; readonly reduced: GraphQLSchema },
): readonly PathOutcome[] {
  const info = new TypeInfo(full)
  const found: PathOutcome[] = []
  const path: string[] = []
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field: {
        enter: ({ name: { value: name }, alias }) => {
          path.push(alias?.value ?? name)
          const parent = info.getParentType()
          if (!isObjectType(parent) || !(name in parent.getFields())) return
          const there = reduced.getType(parent.name)
          if (isObjectType(there) && name in there.getFields()) return
          const why = 'never for your classes: not in their schema'
          found.push({ path: [...path], coordinate: `${parent.name}.${name}`, kind: 'absent', why })
        },
        leave: () => {
          path.pop()
        },
      },
    }),
  )
  return found
}
