import type { GraphQLResolveInfo } from 'graphql'
import { Ctx, Info, Query, Resolver } from 'type-graphql'
import type { ReadContext } from '../../src/query/read-context'
import { Viewer } from './viewer'

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who asks. Never null: signed out, its fields are.' })
  viewer(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
