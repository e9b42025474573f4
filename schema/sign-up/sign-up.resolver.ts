import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Field, Info, InputType, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/read/price-list'
import { type WriteContext } from '../../src/write/operation'
import { NewOrganisationInput } from '../organisation/organisation.resolver'
import { AcceptedPayload, DonePayload } from '../sign-in/sign-in.payloads'
import { type AccountSecurityContext } from '../sign-in/sign-in.resolver'
import { confirmEmail, signUp } from './sign-up'

@InputType({ description: 'Who wants an account.' })
export class SignUpInput {
  @Field(() => String, { description: 'The e-mail address to sign in with; a mail with a link goes there.' })
  email: string

  @Field(() => String, {
    description: 'At least twelve characters; neither the e-mail address nor among the most guessed.',
  })
  password: string

  @Field(() => String, { description: 'First and last name; at most 200 characters.' })
  name: string

  @Field(() => String, { description: 'The language of the interface and of e-mails: `en`, `fr-CH`.' })
  locale: string

  @Field(() => Boolean, { description: 'That the terms and conditions were accepted.' })
  termsAccepted: boolean

  @Field(() => NewOrganisationInput, {
    nullable: true,
    description: 'An Organisation to open with the account; one can be opened later too.',
  })
  organisation?: NewOrganisationInput | null
}

@InputType({ description: 'By the link of the mail, and the password chosen at sign-up.' })
export class ConfirmEmailInput {
  @Field(() => String, { description: 'The secret of the link.' })
  token: string

  @Field(() => String, {
    description:
      'The password that was chosen: so nobody confirms what somebody else asked for in their name.',
  })
  password: string
}

@Resolver()
export class SignUpResolver {
  @Extensions(work({ passwords: 1, mails: 1, locked: 2 }))
  @Mutation(() => AcceptedPayload, {
    description:
      'Asks for an account, with or without an Organisation. A mail holds the link that confirms it within two days. ' +
      'It says the same whether the address has an account already or not.',
  })
  async signUp(
    @Arg('input', () => SignUpInput) input: SignUpInput,
    @Ctx() context: WriteContext & AccountSecurityContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AcceptedPayload> {
    return new AcceptedPayload(await context.write(info, signUp(context.accountSecurity), input))
  }

  @Extensions(work({ passwords: 1, locked: 3 }))
  @Mutation(() => DonePayload, {
    description:
      'Confirms the e-mail address by the link of the mail and the password chosen. Then sign in; before, nobody can.',
  })
  async confirmEmail(
    @Arg('input', () => ConfirmEmailInput) input: ConfirmEmailInput,
    @Ctx() context: WriteContext & AccountSecurityContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DonePayload> {
    return new DonePayload(await context.write(info, confirmEmail(context.accountSecurity), input))
  }
}
