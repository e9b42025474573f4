import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { Operation } from '../../src/write/operation'
import type { WriteContext } from '../../src/write/write-context'
import { revokeSession, signOutEverywhere } from './revoke-session'
import type { SessionAnswer, SessionContext } from './session-context'
import {
  RememberedUserInput,
  RevokeSessionInput,
  SignInInput,
  SwitchOrganisationInput,
} from './session.inputs'
import { sayUserError } from '../user-error/say-user-error'
import type { UserError } from '../user-error/user-error'
import { RevokedPayload, SignInPayload, SignOutPayload, ViewerPayload } from './session.payloads'

@Resolver()
export class SessionResolver {
  @Extensions(work({ passwords: 1, locked: 4 }))
  @Mutation(() => SignInPayload, { description: 'Opens a session, acting in the Organisation joined first.' })
  signIn(@Arg('input', () => SignInInput) input: SignInInput, @Ctx() context: SessionContext): Promise<Said> {
    const { email, password, code } = input
    return said(context.session.signIn({ email, password, code: code ?? undefined }))
  }

  @Extensions(work({ locked: 1 }))
  @Mutation(() => SignOutPayload, { description: 'Ends the session this request came with.' })
  signOut(@Ctx() context: SessionContext): Promise<Said> {
    return said(context.session.signOut())
  }

  @Extensions(work({ locked: 1 }))
  @Mutation(() => ViewerPayload, {
    description: 'Acts in another of your Organisations, in the same session.',
  })
  switchOrganisation(
    @Arg('input', () => SwitchOrganisationInput) input: SwitchOrganisationInput,
    @Ctx() context: SessionContext,
  ): Promise<Said> {
    return said(context.session.switchOrganisation(input.organisationId))
  }

  @Extensions(work({ locked: 4 }))
  @Mutation(() => SignInPayload, {
    description:
      'Comes back to another user of this device without signing in again, under new tokens. A session that ended or was revoked is not come back to.',
  })
  switchUser(
    @Arg('input', () => RememberedUserInput) input: RememberedUserInput,
    @Ctx() context: SessionContext,
  ): Promise<Said> {
    return said(context.session.switchUser(input.userId))
  }

  @Extensions(work({ locked: 1 }))
  @Mutation(() => ViewerPayload, {
    description: 'Ends the session of a user on this device. It says the same whether there was one.',
  })
  forgetUser(
    @Arg('input', () => RememberedUserInput) input: RememberedUserInput,
    @Ctx() context: SessionContext,
  ): Promise<Said> {
    return said(context.session.forgetUser(input.userId))
  }

  @Extensions(asks('Session', 'revoke'))
  @Extensions(work({ locked: 1 }))
  @Mutation(() => RevokedPayload, {
    description: 'Ends a session of yours, wherever it is; ending the one of this request signs out.',
  })
  revokeSession(
    @Arg('input', () => RevokeSessionInput) input: RevokeSessionInput,
    @Ctx() context: WriteContext & SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RevokedPayload> {
    return ended(context, info, { operation: revokeSession, input })
  }

  @Extensions(asks('Session', 'revoke'))
  @Extensions(work({ locked: 10 }))
  @Mutation(() => RevokedPayload, {
    description:
      'Ends every session of yours, this one included; API tokens and application passwords, too, where `revokeCredentials` says so.',
  })
  signOutEverywhere(
    @Arg('revokeCredentials', () => Boolean, {
      nullable: true,
      description: 'Whether your API tokens and application passwords are revoked too.',
    })
    all: boolean | null,
    @Ctx() context: WriteContext & SessionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RevokedPayload> {
    return ended(context, info, {
      operation: signOutEverywhere,
      input: { revokeCredentials: all === true },
    })
  }
}

/** What came of it, as the payloads tell it. */
interface Said extends SessionAnswer {
  readonly userErrors: readonly UserError[]
}

async function said(answering: Promise<SessionAnswer>): Promise<Said> {
  const answer = await answering
  const { complaints, locale } = answer
  return { ...answer, userErrors: complaints.map((complaint) => sayUserError(complaint, locale)) }
}

/** The browser forgets a session that has ended. */
async function ended<Input extends object>(
  context: WriteContext & SessionContext,
  info: GraphQLResolveInfo,
  { operation, input }: { readonly operation: Operation<Input>; readonly input: Input },
): Promise<RevokedPayload> {
  const answer = await context.write(info, operation, input)
  if (answer.outcome['signedOut'] === true) await context.session.adopt(null)
  return new RevokedPayload(answer)
}
