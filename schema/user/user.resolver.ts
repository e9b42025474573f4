import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { User, UserConnection } from './user.entity'

@Resolver()
export class UserResolver {
  @Query(() => User, { nullable: true, description: 'One person who signs in.' })
  user(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => UserConnection, { description: 'The people you may see.' })
  users(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
