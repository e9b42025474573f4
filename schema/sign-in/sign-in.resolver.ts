import { type GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Field, Info, InputType, Mutation, Resolver } from 'type-graphql'
import { type AccountSecurity } from '../../src/auth/credentials'
import { work } from '../../src/read/price-list'
import { type WriteAnswer, type WriteContext } from '../../src/write/operation'
import { type SessionContext } from '../session/session-context'
import { changePassword, requestPasswordReset, resetPassword } from './change-password'
import {
  AcceptedPayload,
  BeginTwoFactorPayload,
  RecoveryCodesPayload,
  ResetPasswordPayload,
  SessionTokenPayload,
} from './sign-in.payloads'
import { beginTwoFactor, confirmTwoFactor, disableTwoFactor, regenerateRecoveryCodes } from './two-factor'

const CODE = 'A code of the authenticator, or a recovery code, where two-step verification is on.'

@InputType({ description: 'A new password, and the one so far.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password so far.' })
  currentPassword: string

  @Field(() => String, {
    description: 'At least twelve characters; neither the e-mail address nor among the most guessed.',
  })
  newPassword: string

  @Field(() => String, { nullable: true, description: CODE })
  code?: string | null
}

@InputType({ description: 'Whose password was lost.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The e-mail address of the account.' })
  email: string
}

@InputType({ description: 'Another password, by the link of the mail.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The secret of the link.' })
  token: string

  @Field(() => String, {
    description: 'At least twelve characters; neither the e-mail address nor among the most guessed.',
  })
  newPassword: string

  @Field(() => Boolean, {
    nullable: true,
    description:
      'That your API tokens and application passwords go on working. Without it they are revoked, because whoever knew the password may have made some.',
  })
  keepCredentials?: boolean | null
}

@InputType({ description: 'The password, asked again before something grave.' })
export class PasswordInput {
  @Field(() => String, { description: 'The password of the account.' })
  password: string

  @Field(() => String, { nullable: true, description: CODE })
  code?: string | null
}

@InputType({ description: 'A code of the authenticator.' })
export class CodeInput {
  @Field(() => String, { description: 'The six digits it shows.' })
  code: string
}

@InputType({ description: 'The password and a code, asked again before something grave.' })
export class PasswordAndCodeInput {
  @Field(() => String, { description: 'The password of the account.' })
  password: string

  @Field(() => String, { description: 'The six digits of the authenticator, or a recovery code.' })
  code: string
}

type AccountContext = WriteContext & SessionContext & AccountSecurityContext

/** The sign-in credentials of a User. */
@Resolver()
export class SignInResolver {
  @Extensions(work({ mails: 1, locked: 2 }))
  @Mutation(() => AcceptedPayload, {
    description:
      'Asks for a link to set another password, good for one hour. It says the same whether there is an account or not.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput) input: RequestPasswordResetInput,
    @Ctx() context: AccountContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AcceptedPayload> {
    return new AcceptedPayload(
      await context.write(info, requestPasswordReset(context.accountSecurity), input),
    )
  }

  @Extensions(work({ passwords: 1, mails: 1, locked: 4 }))
  @Mutation(() => ResetPasswordPayload, {
    description:
      'Sets another password by the link of the mail. Every session ends, API tokens and application passwords are revoked unless they are kept; two-step verification stays as it is.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput,
    @Ctx() context: AccountContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ResetPasswordPayload> {
    return new ResetPasswordPayload(await context.write(info, resetPassword(context.accountSecurity), input))
  }

  @Extensions(work({ passwords: 2, mails: 1, locked: 3 }))
  @Mutation(() => SessionTokenPayload, {
    description: 'Changes your password. Every other session ends, and this one gets a new token.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: AccountContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SessionTokenPayload> {
    const answer = await context.write(info, changePassword(context.accountSecurity), input)
    return new SessionTokenPayload(answer, await adopted(context, answer))
  }

  @Extensions(work({ passwords: 1, locked: 1 }))
  @Mutation(() => BeginTwoFactorPayload, {
    description: 'Begins two-step verification: shows a secret for an authenticator. Asks the password.',
  })
  async beginTwoFactor(
    @Arg('input', () => PasswordInput) input: PasswordInput,
    @Ctx() context: AccountContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BeginTwoFactorPayload> {
    return new BeginTwoFactorPayload(
      await context.write(info, beginTwoFactor(context.accountSecurity), input),
    )
  }

  @Extensions(work({ mails: 1, locked: 12 }))
  @Mutation(() => RecoveryCodesPayload, {
    description:
      'Turns two-step verification on, with a code of the authenticator. Every other session ends, this one gets a new token.',
  })
  async confirmTwoFactor(
    @Arg('input', () => CodeInput) input: CodeInput,
    @Ctx() context: AccountContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RecoveryCodesPayload> {
    const answer = await context.write(info, confirmTwoFactor, input)
    return new RecoveryCodesPayload(answer, await adopted(context, answer))
  }

  @Extensions(work({ passwords: 1, mails: 1, locked: 12 }))
  @Mutation(() => SessionTokenPayload, {
    description: 'Turns two-step verification off. Asks the password and a code, or a recovery code.',
  })
  async disableTwoFactor(
    @Arg('input', () => PasswordAndCodeInput) input: PasswordAndCodeInput,
    @Ctx() context: AccountContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SessionTokenPayload> {
    const answer = await context.write(info, disableTwoFactor, input)
    return new SessionTokenPayload(answer, await adopted(context, answer))
  }

  @Extensions(work({ passwords: 1, mails: 1, locked: 20 }))
  @Mutation(() => RecoveryCodesPayload, {
    description: 'Ten other recovery codes; the former ones are void. Asks the password and a code.',
  })
  async regenerateRecoveryCodes(
    @Arg('input', () => PasswordInput) input: PasswordInput,
    @Ctx() context: AccountContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RecoveryCodesPayload> {
    return new RecoveryCodesPayload(await context.write(info, regenerateRecoveryCodes, input), null)
  }
}

/** A browser gets the new session token as a cookie, a program in the answer. */
async function adopted(context: SessionContext, { outcome }: WriteAnswer): Promise<string | null> {
  const { sessionToken: token } = outcome
  return typeof token === 'string' ? context.session.adopt(token) : null
}

/** Gives operations what only the server has: slow hashes, the secret of the installation, and limits. */
export interface AccountSecurityContext {
  readonly accountSecurity: AccountSecurity
}
