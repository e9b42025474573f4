import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { MembershipInput, UpdateMembershipInput } from './membership.inputs'
import { MembershipPayload } from './membership.payload'
import { removeMember } from './remove-member'
import { updateMembership } from './update-membership'

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
