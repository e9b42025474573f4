import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { Node } from './node'

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'The object with this id, of whatever type.' })
  node(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => [Node], { nullable: 'items', description: 'The objects with these ids, in the order asked.' })
  nodes(
    @Arg('ids', () => [ID]) _ids: string[],
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }
}
