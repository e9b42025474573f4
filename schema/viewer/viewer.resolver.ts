import { type GraphQLResolveInfo } from 'graphql'
import { Ctx, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { type SessionContext } from '../session/session-context'
import { Viewer, withRemembered } from './viewer'

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, {
    description: 'The caller. Never null; when nobody is signed in, its fields are null.',
  })
  async viewer(
    @Ctx() context: ReadContext & SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return withRemembered(await context.read(info), context)
  }
}
