import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { PrepaidAccount } from './prepaid-account.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a movement of a prepaid account.' })
export class PrepaidAccountPayload extends Payload {
  @Field(() => PrepaidAccount, {
    nullable: true,
    description: 'The prepaid account as it is now, if you may see it.',
  })
  prepaidAccount(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
