import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { AccessRequestConnection } from './access-request.connection'
import { AccessRequest } from './access-request.entity'
import { AccessRequestInput, RequestPartnershipInput } from './access-request.inputs'
import { AccessRequestPayload } from './access-request.payload'
import { cancelAccessRequest } from './cancel-access-request'
import { requestPartnership } from './request-partnership'

@Resolver()
export class AccessRequestResolver {
  @ReadOne(() => AccessRequest, 'One request for access.')
  readonly accessRequest: PlannedRead

  @ReadList(() => AccessRequestConnection, 'The requests for access of the Partner you act in.')
  readonly accessRequests: PlannedRead

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
