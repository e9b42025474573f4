import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Field, ID, Info, InputType, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type LinkContext } from '../../src/write/custom-query'
import { type WriteContext } from '../../src/write/operation'
import { MembershipPayload } from '../membership/membership.resolver'
import { Role } from '../membership/role'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import {
  acceptMemberInvitation,
  MemberInvitationByLink,
  memberInvitationOfLink,
  refuseMemberInvitation,
} from './answer-member-invitation'
import { cancelMemberInvitation } from './close-member-invitation'
import { inviteMember, resendMemberInvitation } from './invite-member'
import { MemberInvitation, MemberInvitationConnection } from './member-invitation.entity'

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

@InputType({ description: 'The answer to an invitation.' })
export class MemberInvitationLinkInput {
  @Field(() => String, { description: 'The secret of the link in the mail; good for one answer.' })
  token: string
}

@Resolver()
export class MemberInvitationResolver {
  @ReadOne(() => MemberInvitation, 'One invitation of a person.')
  readonly memberInvitation: PlannedRead

  @ReadList(() => MemberInvitationConnection, 'The people invited into the Organisation you act in.')
  readonly memberInvitations: PlannedRead

  @Extensions(work({}))
  @Query(() => MemberInvitationByLink, {
    nullable: true,
    description:
      'The invitation that a link opens, signed in or not; null where it is unknown, answered, void or late.',
  })
  memberInvitationOfLink(
    @Arg('token', () => String, { description: 'The secret of the link in the mail.' }) token: string,
    @Ctx() context: LinkContext,
  ): Promise<MemberInvitationByLink | null> {
    return context.look(memberInvitationOfLink, { token })
  }

  @Extensions(asks('Organisation', 'inviteMember'))
  @Extensions(work({ mails: 1, locked: 3, each: { locked: 1 } }))
  @Mutation(() => MembershipPayload, {
    description:
      'Invites somebody by e-mail into the Organisation you act in. It says the same whether the address has an account ' +
      'or not. Owner and administrators; only an owner invites an owner.',
  })
  async inviteMember(
    @Arg('input', () => InviteMemberInput) input: InviteMemberInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MembershipPayload> {
    return new MembershipPayload(await context.write(info, inviteMember, input))
  }

  @Extensions(asks('MemberInvitation', 'resend'))
  @Extensions(work({ mails: 1, locked: 2 }))
  @Mutation(() => MembershipPayload, {
    description: 'Sends an invitation again, with a new link; the old one is void.',
  })
  async resendMemberInvitation(
    @Arg('input', () => MemberInvitationInput) input: MemberInvitationInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MembershipPayload> {
    return new MembershipPayload(await context.write(info, resendMemberInvitation, input))
  }

  @Extensions(asks('MemberInvitation', 'cancel'))
  @Extensions(work({ mails: 1, locked: 2 }))
  @Mutation(() => MembershipPayload, { description: 'Takes an invitation back that is not answered yet.' })
  async cancelMemberInvitation(
    @Arg('input', () => MemberInvitationInput) input: MemberInvitationInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MembershipPayload> {
    return new MembershipPayload(await context.write(info, cancelMemberInvitation, input))
  }

  @Extensions(work({ mails: 2, locked: 4 }))
  @Mutation(() => MembershipPayload, {
    description: 'Joins an Organisation, by the link in the mail, signed in with the address it went to.',
  })
  async acceptMemberInvitation(
    @Arg('input', () => MemberInvitationLinkInput) input: MemberInvitationLinkInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MembershipPayload> {
    return new MembershipPayload(await context.write(info, acceptMemberInvitation, input))
  }

  @Extensions(work({ locked: 2 }))
  @Mutation(() => MembershipPayload, {
    description: 'Does not want to join, by the link in the mail, signed in with the address it went to.',
  })
  async refuseMemberInvitation(
    @Arg('input', () => MemberInvitationLinkInput) input: MemberInvitationLinkInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MembershipPayload> {
    return new MembershipPayload(await context.write(info, refuseMemberInvitation, input))
  }
}
