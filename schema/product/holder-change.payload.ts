import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'

@ObjectType({ simpleResolvers: false, description: 'What came of the answer of a holder.' })
export class HolderChangePayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description: 'What the product is called; null where nothing was done.',
  })
  productName(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
