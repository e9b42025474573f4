import { ID, Resolver } from 'type-graphql'
import { Node } from './node'
import { type PlannedRead, ReadOne, ReadQuery } from './read-query'

@Resolver()
export class NodeResolver {
  @ReadOne(() => Node, 'The object with this id, of whatever type.')
  readonly node: PlannedRead

  @ReadQuery(() => [Node], {
    nullable: 'items',
    description: 'The objects with these ids, in the order asked.',
    args: { ids: { type: () => [ID] } },
  })
  readonly nodes: PlannedRead
}
