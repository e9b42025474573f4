import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { Invoice } from './invoice.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a change of an invoice.' })
export class InvoicePayload extends Payload {
  @Field(() => Invoice, { nullable: true, description: 'The invoice as it is now, if you may see it.' })
  invoice(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
