import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { Organisation } from './organisation.entity'

@ObjectType({ simpleResolvers: false, description: 'What came of a change of an Organisation.' })
export class OrganisationPayload extends Payload {
  @Field(() => Organisation, {
    nullable: true,
    description: 'The Organisation as it is now, if you may see it.',
  })
  organisation(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
