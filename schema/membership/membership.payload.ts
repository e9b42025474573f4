import type { GraphQLResolveInfo } from 'graphql'
import { Field, Info, ObjectType } from 'type-graphql'
import { MemberInvitation } from '../member-invitation/member-invitation.entity'
import { Payload } from '../payload/payload'
import { Membership } from './membership.entity'

@ObjectType({
  simpleResolvers: false,
  description: 'What came of a change of who belongs to an Organisation.',
})
export class MembershipPayload extends Payload {
  @Field(() => Membership, {
    nullable: true,
    description:
      'The membership as it is now, if you may see it; null while somebody is only invited, and when it ended.',
  })
  membership(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => MemberInvitation, {
    nullable: true,
    description: 'The invitation as it is now, if you may see it.',
  })
  memberInvitation(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}
