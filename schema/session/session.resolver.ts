import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type Operation, type WriteContext } from '../../src/write/operation'
import { Payload, userErrorFor, UserError } from '../user-error/user-error'
import { revokeSession, signOutEverywhere } from './revoke-session'
import { type SessionAnswer, type SessionContext } from './session-context'

@InputType({ description: 'Who signs in.' })
class SignInInput {
  @Field(() => String, { description: 'The e-mail address of the account.' })
  email: string

  @Field(() => String, { description: 'Its password.' })
  password: string

  @Field(() => String, {
    nullable: true,
    description:
      'The code of the second step, where the account has one: of the authenticator, or a recovery code.',
  })
  code?: string | null
}

@InputType({ description: 'Where to act from now on.' })
class SwitchOrganisationInput {
  @Field(() => ID, { description: 'An Organisation of which you are a member.' })
  organisationId: string
}

@InputType({ description: 'Somebody who is signed in on this device.' })
class RememberedUserInput {
  @Field(() => ID, { description: 'One of `viewer { rememberedUsers { userId } }`.' })
  userId: string
}

@InputType({ description: 'A session of your own.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'One of `viewer { sessions { id } }`.' })
  sessionId: string
}

// WHY simpleResolvers is off: a payload is no planned row. Its fields are read by name, whatever their alias.

@ObjectType({ simpleResolvers: false, description: 'The result of signing in.' })
export class SignInPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Send it as `Authorization: Bearer`; browsers get it as a cookie too. Shown this once.',
  })
  sessionToken: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Names this device: send it as `X-Device` to switch between the users signed in on it. New each time, shown this once.',
  })
  deviceToken: string | null

  @Field(() => [UserError], { description: 'Why it did not work; empty when it did.' })
  userErrors: UserError[]
}

@ObjectType({ simpleResolvers: false, description: 'The result of signing out.' })
export class SignOutPayload {
  @Field(() => [UserError], { description: 'Why it did not work; empty when it did.' })
  userErrors: UserError[]
}

@ObjectType({ simpleResolvers: false, description: 'The viewer after the change.' })
export class ViewerPayload {
  @Field(() => [UserError], { description: 'Why it did not work; empty when it did.' })
  userErrors: UserError[]
}

@ObjectType({ simpleResolvers: false, description: 'The result of ending sessions.' })
class RevokedPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many API tokens were revoked with it.' })
  revokedApiTokens(): number | null {
    return countOf(this.written.outcome['revokedApiTokens'])
  }

  @Field(() => Int, { nullable: true, description: 'How many application passwords were revoked with it.' })
  revokedApplicationPasswords(): number | null {
    return countOf(this.written.outcome['revokedApplicationPasswords'])
  }

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether you are signed out yourself by it; null where nothing was done.',
  })
  signedOut(): boolean | null {
    const { signedOut } = this.written.outcome
    return typeof signedOut === 'boolean' ? signedOut : null
  }
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

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

/** The outcome, in the form of the payloads. */
interface Said extends SessionAnswer {
  readonly userErrors: readonly UserError[]
}

async function said(answering: Promise<SessionAnswer>): Promise<Said> {
  const answer = await answering
  const { refusals, locale } = answer
  return { ...answer, userErrors: refusals.map((refused) => userErrorFor(refused, locale)) }
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
