import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Field, Info, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'
import { type WriteContext } from '../../src/write/operation'
import { AcceptedPayload, DonePayload } from '../sign-in/sign-in.payloads'
import { type AccountSecurityContext } from '../sign-in/sign-in.resolver'
import { Payload } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { confirmEmailChange, requestEmailChange } from './change-email'
import { updateProfile } from './update-profile'

@InputType({ description: 'What changes about yourself. What is left out stays as it is.' })
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: 'First and last name; at most 200 characters.' })
  name?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The language of the interface and of e-mails: `en`, `fr-CH`.',
  })
  locale?: string | null
}

@InputType({ description: 'Another address to sign in with.' })
export class RequestEmailChangeInput {
  @Field(() => String, { description: 'The new address; a mail with a link goes there.' })
  email: string

  @Field(() => String, { description: 'The password of the account.' })
  password: string

  @Field(() => String, {
    nullable: true,
    description: 'A code of the authenticator, or a recovery code, where two-step verification is on.',
  })
  code?: string | null
}

@InputType({ description: 'By the link of the mail to the new address.' })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: 'The secret of the link.' })
  token: string
}

@ObjectType({ simpleResolvers: false, description: 'The result of a change of your profile.' })
class ProfilePayload extends Payload {
  @Field(() => User, { nullable: true, description: 'Yourself, as you are now.' })
  user(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@Resolver()
export class ProfileResolver {
  @Extensions(work({ locked: 1 }))
  @Mutation(() => ProfilePayload, {
    description: 'Changes your name and your language. By you alone, in a session; never by an API token.',
  })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProfilePayload> {
    return new ProfilePayload(await context.write(info, updateProfile, input))
  }

  @Extensions(work({ passwords: 1, mails: 1, locked: 2 }))
  @Mutation(() => AcceptedPayload, {
    description:
      'Asks to sign in with another address. A mail there holds the link that confirms it within a day. ' +
      'It says the same whether the address has an account already or not.',
  })
  async requestEmailChange(
    @Arg('input', () => RequestEmailChangeInput) input: RequestEmailChangeInput,
    @Ctx() context: WriteContext & AccountSecurityContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AcceptedPayload> {
    return new AcceptedPayload(await context.write(info, requestEmailChange(context.accountSecurity), input))
  }

  @Extensions(work({ mails: 1, locked: 3 }))
  @Mutation(() => DonePayload, {
    description: 'Confirms the new address by the link of the mail. The former address is told.',
  })
  async confirmEmailChange(
    @Arg('input', () => ConfirmEmailChangeInput) input: ConfirmEmailChangeInput,
    @Ctx() context: WriteContext & AccountSecurityContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DonePayload> {
    return new DonePayload(await context.write(info, confirmEmailChange(context.accountSecurity), input))
  }
}
