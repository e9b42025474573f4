import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql'
import { type ReadContext } from '../../src/read/read-context'
import { AuditEntry, AuditEntryConnection } from './audit-entry.entity'

@Resolver()
export class AuditEntryResolver {
  @Query(() => AuditEntry, { nullable: true, description: 'One entry of the audit trail.' })
  auditEntry(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => AuditEntryConnection, {
    description:
      'Who did what, when: for the Organisation you act in, what a Partner did for its clients, and your own credentials.',
  })
  auditTrail(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }
}
