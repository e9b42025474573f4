import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { PartnershipAccess, PaymentMode } from '../partnership/partnership-terms'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { AccessRequest, AccessRequestConnection } from './access-request.entity'
import { cancelAccessRequest, requestPartnership } from './access-request.operations'

@InputType({
  description: 'Asks a client for access. The answer is the same whoever the address belongs to.',
})
export class RequestPartnershipInput {
  @Field(() => String, { description: 'The e-mail address of the legal representative of the client.' })
  clientEmail: string

  @Field(() => String, { description: 'The name of the client, in your own words.' })
  clientName: string

  @Field(() => PartnershipAccess, { description: 'Limited: the client picks the products.' })
  access: PartnershipAccess

  @Field(() => PaymentMode, { nullable: true, description: 'With full access only, and then needed.' })
  paymentMode?: PaymentMode | null

  @Field(() => String, { nullable: true, description: 'The same key and input give the same result.' })
  idempotencyKey?: string | null
}

@InputType({ description: 'A request for access.' })
export class AccessRequestInput {
  @Field(() => ID, { description: 'A request of your own.' })
  accessRequestId: string
}

@ObjectType({ simpleResolvers: false, description: 'The result of a request for access.' })
class AccessRequestPayload extends Payload {
  @Field(() => AccessRequest, { nullable: true, description: 'The request as it is now.' })
  accessRequest(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

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
