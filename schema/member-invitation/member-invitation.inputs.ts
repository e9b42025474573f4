import { Field, ID, InputType } from 'type-graphql'
import { Role } from '../membership/role'

@InputType({ description: 'Somebody to be invited into the Organisation you act in.' })
export class InviteMemberInput {
  @Field(() => String, {
    description: 'Where the invitation goes. Who answers must be signed in with this address.',
  })
  email: string

  @Field(() => Role, { description: 'What the person will be. Only an owner invites an owner.' })
  role: Role

  @Field(() => Boolean, {
    nullable: true,
    description: 'Collaborators only: whether the person will see billing.',
  })
  accounting?: boolean | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Collaborators and external users only: the products the person will work on.',
  })
  productIds?: string[] | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Collaborators of a Partner only: the clients the person will work for.',
  })
  clientIds?: string[] | null

  @Field(() => String, { nullable: true, description: 'The same key and input again give the same result.' })
  idempotencyKey?: string | null
}

@InputType({ description: 'An invitation of the Organisation you act in.' })
export class MemberInvitationInput {
  @Field(() => ID, { description: 'An invitation that is not answered yet.' })
  memberInvitationId: string
}

@InputType({ description: 'What an invitation is answered with.' })
export class MemberInvitationLinkInput {
  @Field(() => String, { description: 'The secret of the link in the mail; good for one answer.' })
  token: string
}
