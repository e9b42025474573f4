import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { DateTimeScalar } from '../scalars'
import { Product } from './product.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a change of a product.' })
export class ProductPayload extends Payload {
  @Field(() => Product, {
    nullable: true,
    description:
      'The product as it is now, if you may see it in the Organisation you act in: a product given away is not.',
  })
  product(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Until when the current holder may confirm the new one, by the link in their mail; null where nobody is asked.',
  })
  holderAnswersUntil(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
