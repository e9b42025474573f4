import { Field, ID, InterfaceType, ObjectType } from 'type-graphql'
import { concreteTypeOf } from '../../src/read/schema/public-schema'

/** What the principal may do with one object. A caller needs it to distinguish "withheld" from "empty". */
@ObjectType({ description: 'What you may read of this object and do with it.' })
class Access {
  @Field(() => [String], { description: 'The fields of this object that you may read.' })
  readable: string[]

  @Field(() => [String], { description: 'The actions on this object that you are allowed.' })
  can: string[]
}

/** An object with an identity of its own. Every noun that can be asked for by id extends it. */
@InterfaceType({
  description: 'An object that can be fetched again by its id.',
  resolveType: concreteTypeOf,
})
export abstract class Node {
  /** The primary key. Callers see it as `Type:key`, written and read by the query engine. */
  @Field(() => ID, { description: 'Opaque, stable and globally unique.' })
  id: number

  @Field(() => Access, { description: 'What you may read of this object and do with it.' })
  access: Access
}
