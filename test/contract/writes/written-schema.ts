import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  isInputObjectType,
  isLeafType,
  isObjectType,
} from 'graphql'

/** The mutations of a schema, as they are declared. */
export function mutationsOf(schema: GraphQLSchema): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {})
}

/** The input type of a mutation; undefined where it takes none. */
export function inputOf(mutation: GraphQLField<unknown, unknown>): GraphQLInputObjectType | undefined {
  const type = mutation.args.map((arg) => getNamedType(arg.type)).find((one) => isInputObjectType(one))
  return isInputObjectType(type) ? type : undefined
}

/** A field of an input, with where it stands: `billingAddresses.id`. */
export interface InputPlace {
  readonly path: string
  readonly name: string
  /** The input type that declares it, and the named type of what is given there. */
  readonly on: string
  readonly type: string
}

/** All fields of an input, those of inputs within it, too. */
export function placesOf(type: GraphQLInputObjectType, before = ''): readonly InputPlace[] {
  return Object.values(type.getFields()).flatMap((field): readonly InputPlace[] => {
    const path = `${before}${field.name}`
    const inner = getNamedType(field.type)
    const place = { path, name: field.name, on: type.name, type: inner.name }
    return isInputObjectType(inner) ? [place, ...placesOf(inner, `${path}.`)] : [place]
  })
}

/** A document with the variable `$input` that selects everything a payload says, and of its rows what they are. */
export function documentFor(schema: GraphQLSchema, name: string): string {
  const mutation = schema.getMutationType()?.getFields()[name]
  const payload = mutation === undefined ? undefined : getNamedType(mutation.type)
  const input = mutation === undefined ? undefined : inputOf(mutation)
  if (!isObjectType(payload) || input === undefined) throw new Error(`${name} cannot be asked`)
  const selected = Object.values(payload.getFields()).map((field) => {
    const inner = getNamedType(field.type)
    if (isLeafType(inner)) return field.name
    if (field.name === 'userErrors') return 'userErrors { code reason field message }'
    return `${field.name} { ${isObjectType(inner) && 'id' in inner.getFields() ? 'id' : '__typename'} }`
  })
  return `mutation ($input: ${input.name}!) { ${name}(input: $input) { ${selected.join(' ')} } }`
}
