import { Field, ObjectType } from 'type-graphql'

/** Where a page lies in its list, as Relay defines it. */
@ObjectType({ description: 'Where this page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows after this page.' })
  hasNextPage: boolean

  @Field(() => Boolean, { description: 'Whether something precedes this page.' })
  hasPreviousPage: boolean

  @Field(() => String, { nullable: true, description: 'The cursor of the first object of this page.' })
  startCursor: string | null

  @Field(() => String, { nullable: true, description: 'The cursor of the last object of this page.' })
  endCursor: string | null
}
