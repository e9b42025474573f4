import { type ClassType, Field, Int, ObjectType } from 'type-graphql'

/**
 * The GraphQL type of a list of nodes, by Relay's rules: `Connection(() => Invoice, 'Invoice')`.
 * Its arguments (page, filter, ordering) are added by the query engine, the same on every list.
 */
export function Connection(node: () => ClassType, name: string): ClassType {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a list, with its place in it.` })
  class Edge {
    @Field(() => String, {
      description: 'Where this object stands in the list; valid for you and this list only.',
    })
    cursor: string

    @Field(node, { description: 'The object itself.' })
    node: object
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} objects, those you may see.` })
  class Page {
    @Field(() => [Edge], { description: 'The objects of this page with their cursors.' })
    edges: Edge[]

    @Field(() => [node()], { description: 'The objects of this page.' })
    nodes: object[]

    @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
    pageInfo: PageInfo

    @Field(() => Int, { description: 'How many objects of the whole list you may see.' })
    totalCount: number
  }
  return Page
}

/** Where a page lies in its list, as Relay defines it. */
@ObjectType({ description: 'Where this page lies in its list.' })
class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows after this page.' })
  hasNextPage: boolean

  @Field(() => Boolean, { description: 'Whether something precedes this page.' })
  hasPreviousPage: boolean

  @Field(() => String, { nullable: true, description: 'The cursor of the first object of this page.' })
  startCursor: string | null

  @Field(() => String, { nullable: true, description: 'The cursor of the last object of this page.' })
  endCursor: string | null
}
