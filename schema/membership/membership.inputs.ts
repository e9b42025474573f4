import { Field, ID, InputType } from 'type-graphql'
import { Role } from './role'

@InputType({ description: 'What somebody is in the Organisation from now on. What is left out stays.' })
export class UpdateMembershipInput {
  @Field(() => ID, { description: 'A membership of the Organisation you act in.' })
  membershipId: string

  @Field(() => Role, { nullable: true, description: 'The role. Only an owner names another owner.' })
  role?: Role | null

  @Field(() => Boolean, { nullable: true, description: 'Collaborators only: whether they see billing.' })
  accounting?: boolean | null

  @Field(() => [ID], {
    nullable: true,
    description:
      'Collaborators and external users only: the products granted from now on, these and no other.',
  })
  productIds?: string[] | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Collaborators of a Partner only: the clients granted from now on, these and no other.',
  })
  clientIds?: string[] | null
}

@InputType({ description: 'A membership.' })
export class MembershipInput {
  @Field(() => ID, { description: 'A membership of the Organisation you act in; your own, to leave.' })
  membershipId: string
}
