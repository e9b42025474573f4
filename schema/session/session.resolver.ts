import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { SessionAnswer, SessionContext } from './session-context'
import { RememberedUserInput, SignInInput, SwitchOrganisationInput } from './session.inputs'
import { SignInPayload, SignOutPayload, ViewerPayload } from './session.payloads'

@Resolver()
export class SessionResolver {
  @Mutation(() => SignInPayload, { description: 'Opens a session, acting in the Organisation joined first.' })
  signIn(
    @Arg('input', () => SignInInput) input: SignInInput,
    @Ctx() context: SessionContext,
  ): Promise<SessionAnswer> {
    const { email, password, code } = input
    return context.session.signIn({ email, password, code: code ?? undefined })
  }

  @Mutation(() => SignOutPayload, { description: 'Ends the session this request came with.' })
  signOut(@Ctx() context: SessionContext): Promise<SessionAnswer> {
    return context.session.signOut()
  }

  @Mutation(() => ViewerPayload, {
    description: 'Acts in another of your Organisations, in the same session.',
  })
  switchOrganisation(
    @Arg('input', () => SwitchOrganisationInput) input: SwitchOrganisationInput,
    @Ctx() context: SessionContext,
  ): Promise<SessionAnswer> {
    return context.session.switchOrganisation(input.organisationId)
  }

  @Mutation(() => SignInPayload, {
    description:
      'Comes back to another user of this device without signing in again, under new tokens. A session that ended or was revoked is not come back to.',
  })
  switchUser(
    @Arg('input', () => RememberedUserInput) input: RememberedUserInput,
    @Ctx() context: SessionContext,
  ): Promise<SessionAnswer> {
    return context.session.switchUser(input.userId)
  }

  @Mutation(() => ViewerPayload, {
    description: 'Ends the session of a user on this device. It says the same whether there was one.',
  })
  forgetUser(
    @Arg('input', () => RememberedUserInput) input: RememberedUserInput,
    @Ctx() context: SessionContext,
  ): Promise<SessionAnswer> {
    return context.session.forgetUser(input.userId)
  }
}
