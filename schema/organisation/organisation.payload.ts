import type { GraphQLResolveInfo } from 'graphql'
import { Field, ID, Info, ObjectType } from 'type-graphql'
import { Membership } from '../membership/membership.entity'
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

@ObjectType({ simpleResolvers: false, description: 'What came of opening an Organisation.' })
export class CreateOrganisationPayload extends Payload {
  @Field(() => ID, {
    nullable: true,
    description: 'What was opened, for `switchOrganisation`: its rows are seen only when acting there.',
  })
  organisationId(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => Membership, { nullable: true, description: 'Your own membership there, as its owner.' })
  membership(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
