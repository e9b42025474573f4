import { Field, ID, InterfaceType } from 'type-graphql'
import { concreteTypeOf } from '../../src/query/concrete-type'
import { Access } from './access'

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
