import { type GraphQLResolveInfo } from 'graphql'
import { Ctx, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { type SessionContext } from '../session/session-context'
import { Viewer, withRemembered } from './viewer'

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who asks. Never null: signed out, its fields are.' })
  async viewer(
    @Ctx() context: ReadContext & SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return withRemembered(await context.read(info), context)
  }
}
