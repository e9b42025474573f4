import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { Partnership } from './partnership.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a change of a partnership.' })
export class PartnershipPayload extends Payload {
  @Field(() => Partnership, {
    nullable: true,
    description: 'The partnership as it is now, if you may see it.',
  })
  partnership(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
