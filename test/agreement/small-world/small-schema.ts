import { buildSchema, type GraphQLSchema } from 'graphql'
import { type ReadContext } from '../../../src/read/read-context'

const traits = 'size: Int label: String open: Boolean day: Date at: DateTime state: State'

/** The public side of the small world: five types, each with a list of its own at the root. */
const text = `
  scalar Date
  scalar DateTime
  scalar Decimal
  enum State { NEW ACTIVE OLD }
  type Access { readable: [String!]! can: [String!]! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Postal { city: String box: Int }
  interface Node { id: ID! access: Access! }
  type Firm implements Node { id: ID! access: Access! ${traits}
    postal: Postal parent: Firm licence: Licence persons: PersonConnection items: [Item!] }
  type Licence implements Node { id: ID! access: Access! ${traits} firm: Firm persons: [Person!] }
  type Person implements Node { id: ID! access: Access! ${traits}
    employer: Firm licence: Licence items: ItemConnection borrowed: ItemConnection }
  type Item implements Node { id: ID! access: Access! ${traits} firm: Firm keeper: Person parts: [Part!] }
  type Part implements Node { id: ID! access: Access! ${traits} item: Item maker: Firm }
  ${['Firm', 'Licence', 'Person', 'Item', 'Part'].map(connection).join('\n')}
  type Query {
    firms: FirmConnection licences: LicenceConnection persons: PersonConnection
    items: ItemConnection parts: PartConnection
  }
`

function connection(type: string): string {
  return `type ${type}Edge { cursor: String! node: ${type}! }
    type ${type}Connection { edges: [${type}Edge!]! nodes: [${type}!]! pageInfo: PageInfo! totalCount: Int! }`
}

/** The schema before the engine adds the arguments of lists; its root fields read through the one interface. */
export function smallSchema(): GraphQLSchema {
  const schema = buildSchema(text)
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    field.resolve = (_source, _arguments, context: ReadContext, info) => context.read(info)
  }
  return schema
}
