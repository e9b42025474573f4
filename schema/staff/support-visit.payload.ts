import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { SupportVisit } from './support-visit.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a visit of the support.' })
export class SupportVisitPayload extends Payload {
  @Field(() => SupportVisit, { nullable: true, description: 'The visit as it is now.' })
  supportVisit(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
