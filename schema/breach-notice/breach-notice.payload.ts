import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { BreachNotice } from './breach-notice.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of telling Organisations of a breach.' })
export class BreachNoticesPayload extends Payload {
  @Field(() => [BreachNotice], { nullable: true, description: 'What was sent, an Organisation each.' })
  breachNotices(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
