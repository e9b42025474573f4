import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { MemberInvitation } from '../member-invitation/member-invitation.entity'
import { Payload } from '../user-error/user-error'
import { Membership } from './membership.entity'
import { removeMember } from './remove-member'
import { Role } from './role'
import { updateMembership } from './update-membership'

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

@ObjectType({
  simpleResolvers: false,
  description: 'The result of a change of who belongs to an Organisation.',
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

@Resolver()
export class MembershipResolver {
  @Extensions(asks('Membership', 'update'))
  @Extensions(work({ mails: 1, locked: 3, each: { locked: 2 } }))
  @Mutation(() => MembershipPayload, {
    description:
      'Changes the role of a member, and what is granted to them. Owner and administrators; administrators do not touch ' +
      'owners, and the last owner stays one.',
  })
  async updateMembership(
    @Arg('input', () => UpdateMembershipInput) input: UpdateMembershipInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MembershipPayload> {
    return new MembershipPayload(await context.write(info, updateMembership, input))
  }

  @Extensions(asks('Membership', 'remove'))
  @Extensions(work({ mails: 1, locked: 6 }))
  @Mutation(() => MembershipPayload, {
    description:
      'Ends a membership, at once; your own, to leave. The last owner can neither be removed nor leave.',
  })
  async removeMember(
    @Arg('input', () => MembershipInput) input: MembershipInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MembershipPayload> {
    return new MembershipPayload(await context.write(info, removeMember, input))
  }
}
