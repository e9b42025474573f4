import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Query, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { LinkContext } from '../../src/write/link-context'
import type { WriteContext } from '../../src/write/write-context'
import { MembershipPayload } from '../membership/membership.payload'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { acceptMemberInvitation } from './accept-member-invitation'
import { cancelMemberInvitation } from './cancel-member-invitation'
import { inviteMember } from './invite-member'
import { MemberInvitationByLink } from './member-invitation-by-link'
import { memberInvitationOfLink } from './member-invitation-of-link'
import { MemberInvitationConnection } from './member-invitation.connection'
import { MemberInvitation } from './member-invitation.entity'
import {
  InviteMemberInput,
  MemberInvitationInput,
  MemberInvitationLinkInput,
} from './member-invitation.inputs'
import { refuseMemberInvitation } from './refuse-member-invitation'
import { resendMemberInvitation } from './resend-member-invitation'

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
  @Extensions(work({ locked: 2 }))
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
