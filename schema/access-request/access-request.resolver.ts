import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, ID, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { ReadContext } from '../../src/query/read-context'
import type { WriteContext } from '../../src/write/write-context'
import { AccessRequestConnection } from './access-request.connection'
import { AccessRequest } from './access-request.entity'
import { AccessRequestInput, RequestPartnershipInput } from './access-request.inputs'
import { AccessRequestPayload } from './access-request.payload'
import { cancelAccessRequest } from './cancel-access-request'
import { requestPartnership } from './request-partnership'

@Resolver()
export class AccessRequestResolver {
  @Query(() => AccessRequest, { nullable: true, description: 'One request for access.' })
  accessRequest(
    @Arg('id', () => ID) _id: string,
    @Ctx() context: ReadContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.read(info)
  }

  @Query(() => AccessRequestConnection, { description: 'The requests for access of the Partner you act in.' })
  accessRequests(@Ctx() context: ReadContext, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.read(info)
  }

  @Extensions(asks('Organisation', 'requestAccess'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => AccessRequestPayload, {
    description:
      'As a Partner, asks a client for access. It says the same whether such a client exists or not.',
  })
  async requestPartnership(
    @Arg('input', () => RequestPartnershipInput) input: RequestPartnershipInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccessRequestPayload> {
    return new AccessRequestPayload(await context.write(info, requestPartnership, input))
  }

  @Extensions(asks('AccessRequest', 'cancel'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => AccessRequestPayload, { description: 'Takes back what was asked and is not answered yet.' })
  async cancelAccessRequest(
    @Arg('input', () => AccessRequestInput) input: AccessRequestInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AccessRequestPayload> {
    return new AccessRequestPayload(await context.write(info, cancelAccessRequest, input))
  }
}
