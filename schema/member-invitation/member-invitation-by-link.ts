import { Field, ObjectType } from 'type-graphql'
import { Role } from '../membership/role'
import { DateTimeScalar } from '../scalars'

/** The link proves who asks, and shows no more than the mail did. */
@ObjectType({ description: 'An invitation into an Organisation that waits for an answer.' })
export class MemberInvitationByLink {
  @Field(() => String, { description: 'Into which Organisation.' })
  organisationName: string

  @Field(() => String, { description: 'Who invites.' })
  inviterName: string

  @Field(() => String, { description: 'The address with which to sign in, or sign up, to answer.' })
  email: string

  @Field(() => Role, { description: 'What you would be there.' })
  role: Role

  @Field(() => DateTimeScalar, { description: 'Until when you may answer.' })
  expiresAt: Date
}
