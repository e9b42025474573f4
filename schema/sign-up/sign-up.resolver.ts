import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import type { WriteContext } from '../../src/write/write-context'
import { AcceptedPayload, DonePayload } from '../sign-in/sign-in.payloads'
import type { VaultContext } from '../sign-in/vault-context'
import { confirmEmail } from './confirm-email'
import { signUp } from './sign-up'
import { ConfirmEmailInput, SignUpInput } from './sign-up.inputs'

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
    @Ctx() context: WriteContext & VaultContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AcceptedPayload> {
    return new AcceptedPayload(await context.write(info, signUp(context.vault), input))
  }

  @Extensions(work({ passwords: 1, locked: 3 }))
  @Mutation(() => DonePayload, {
    description:
      'Confirms the e-mail address by the link of the mail and the password chosen. Then sign in; before, nobody can.',
  })
  async confirmEmail(
    @Arg('input', () => ConfirmEmailInput) input: ConfirmEmailInput,
    @Ctx() context: WriteContext & VaultContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DonePayload> {
    return new DonePayload(await context.write(info, confirmEmail(context.vault), input))
  }
}
