import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { Order } from './order.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of an order.' })
export class OrderPayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order, as far as you may see it.' })
  order(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
