import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { AccessRequest } from './access-request.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a request for access.' })
export class AccessRequestPayload extends Payload {
  @Field(() => AccessRequest, { nullable: true, description: 'The request as it is now.' })
  accessRequest(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
