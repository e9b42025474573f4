import { type GraphQLResolveInfo } from 'graphql'
import { Ctx, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { SubProcessorConnection } from './sub-processor.entity'

@Resolver()
export class SubProcessorResolver {
  @Query(() => SubProcessorConnection, {
    description:
      'Who may handle personal data for the provider, former ones too, for everybody who is signed in.',
  })
  subProcessors(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
