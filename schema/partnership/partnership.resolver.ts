import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Field, Info, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type LinkContext } from '../../src/write/custom-query'
import { type WriteContext } from '../../src/write/operation'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { acceptInvitation } from './accept-invitation'
import { changePartnershipAccess, changePaymentMode } from './change-partnership'
import { cancelInvitation, refuseInvitation } from './close-offer'
import { endPartnership } from './end-partnership'
import { InvitationByLink, invitationOfLink } from './invitation-link'
import { invitePartner, resendInvitation } from './invite-partner'
import { setOrderLimits } from './set-order-limits'
import { Partnership, PartnershipConnection } from './partnership.entity'
import {
  AnswerInvitationInput,
  ChangePartnershipAccessInput,
  ChangePaymentModeInput,
  EndPartnershipInput,
  InvitePartnerInput,
  SetOrderLimitsInput,
  PartnershipInput,
} from './partnership.inputs'

@ObjectType({ simpleResolvers: false, description: 'The result of a change of a partnership.' })
class PartnershipPayload extends Payload {
  @Field(() => Partnership, {
    nullable: true,
    description: 'The partnership as it is now, if you may see it.',
  })
  partnership(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class PartnershipResolver {
  @ReadOne(() => Partnership, 'One mandate between a client and a Partner.')
  readonly partnership: PlannedRead

  @ReadList(() => PartnershipConnection, 'The partnerships you may see.')
  readonly partnerships: PlannedRead

  @Extensions(work({}))
  @Query(() => InvitationByLink, {
    nullable: true,
    description:
      'The invitation of a Partner that a link opens, signed in or not, or how it ended; null where the link is unknown.',
  })
  invitationOfLink(
    @Arg('token', () => String, { description: 'The secret of the link in the mail.' }) token: string,
    @Ctx() context: LinkContext,
  ): Promise<InvitationByLink | null> {
    return context.look(invitationOfLink, { token })
  }

  @Extensions(asks('Organisation', 'invitePartner'))
  @Extensions(work({ mails: 4, locked: 4, each: { locked: 2 } }))
  @Mutation(() => PartnershipPayload, {
    description:
      'Invites a Partner of the directory. The owner only; nothing is in reach before the Partner accepts.',
  })
  async invitePartner(
    @Arg('input', () => InvitePartnerInput) input: InvitePartnerInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, invitePartner, input))
  }

  @Extensions(asks('Partnership', 'resend'))
  @Extensions(work({ mails: 4, locked: 2 }))
  @Mutation(() => PartnershipPayload, {
    description: 'Sends an invitation again, with a new link; the old one is void.',
  })
  async resendInvitation(
    @Arg('input', () => PartnershipInput) input: PartnershipInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, resendInvitation, input))
  }

  @Extensions(asks('Partnership', 'cancel'))
  @Extensions(work({ locked: 2 }))
  @Mutation(() => PartnershipPayload, {
    description: 'Takes an invitation back that is not answered yet.',
  })
  async cancelInvitation(
    @Arg('input', () => PartnershipInput) input: PartnershipInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, cancelInvitation, input))
  }

  @Extensions(asks('Partnership', 'accept'))
  @Extensions(work({ mails: 4, locked: 4 }))
  @Mutation(() => PartnershipPayload, {
    description:
      'Accepts an invitation; or, from the client, grants what a Partner has asked for, as asked or otherwise.',
  })
  async acceptInvitation(
    @Arg('input', () => AnswerInvitationInput) input: AnswerInvitationInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, acceptInvitation, input))
  }

  @Extensions(asks('Partnership', 'refuse'))
  @Extensions(work({ mails: 4, locked: 3 }))
  @Mutation(() => PartnershipPayload, {
    description: 'Refuses an invitation; or, from the client, what a Partner has asked for.',
  })
  async refuseInvitation(
    @Arg('input', () => AnswerInvitationInput) input: AnswerInvitationInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, refuseInvitation, input))
  }

  @Extensions(asks('Partnership', 'changeAccess'))
  @Extensions(work({ mails: 4, locked: 4, each: { locked: 2 } }))
  @Mutation(() => PartnershipPayload, {
    description: 'Changes what a mandate in force covers. The client only, effective at once.',
  })
  async changePartnershipAccess(
    @Arg('input', () => ChangePartnershipAccessInput) input: ChangePartnershipAccessInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, changePartnershipAccess, input))
  }

  @Extensions(asks('Partnership', 'changePaymentMode'))
  @Extensions(work({ mails: 4, locked: 3 }))
  @Mutation(() => PartnershipPayload, {
    description:
      'Changes who settles what a Partner with full access orders. The client only, effective at once.',
  })
  async changePaymentMode(
    @Arg('input', () => ChangePaymentModeInput) input: ChangePaymentModeInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, changePaymentMode, input))
  }

  @Extensions(asks('Partnership', 'setOrderLimits'))
  @Extensions(work({ locked: 3 }))
  @Mutation(() => PartnershipPayload, {
    description:
      'Says how much a Partner may order at your cost, for an order and in a month. What goes beyond waits for an owner.',
  })
  async setOrderLimits(
    @Arg('input', () => SetOrderLimitsInput) input: SetOrderLimitsInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, setOrderLimits, input))
  }

  @Extensions(asks('Partnership', 'end'))
  @Extensions(work({ passwords: 1, mails: 4, locked: 4 }))
  @Mutation(() => PartnershipPayload, {
    description: 'Ends a mandate, from either side, for good. Asks for the account password again.',
  })
  async endPartnership(
    @Arg('input', () => EndPartnershipInput) input: EndPartnershipInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PartnershipPayload> {
    return new PartnershipPayload(await context.write(info, endPartnership, input))
  }
}
