import { type GraphQLResolveInfo } from 'graphql'
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql'
import { work } from '../../src/read/price-list'
import { asks } from '../../src/read/schema/annotations'
import { type WriteContext } from '../../src/write/operation'
import { DateTimeScalar } from '../scalars'
import { Payload } from '../user-error/user-error'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { createApiToken, revokeApiToken } from './api-tokens'
import { createApplicationPassword, revokeApplicationPasswords } from './application-passwords'
import {
  ApiToken,
  ApiTokenConnection,
  ApplicationPassword,
  ApplicationPasswordConnection,
} from './credentials.entity'

const CODE = 'A code of the authenticator, or a recovery code, where two-step verification is on.'
const KEY = 'The same key and input again give the same result, without the secret.'

@InputType({ description: 'A password for a simple client.' })
export class CreateApplicationPasswordInput {
  @Field(() => String, { description: 'What it is for: “Calendar on the telephone”.' })
  name: string

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on it is of no use; without it, never.',
  })
  expiresAt?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Your account password, once more; without it, nothing is made.',
  })
  password?: string | null

  @Field(() => String, { nullable: true, description: CODE })
  code?: string | null

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null
}

@InputType({ description: 'Which of your application passwords are void from now on.' })
export class RevokeApplicationPasswordsInput {
  @Field(() => [ID], { nullable: true, description: 'These; either this or `all`.' })
  applicationPasswordIds?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'Every one that is not revoked yet.' })
  all?: boolean | null
}

@InputType({ description: 'A token for an application.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'The application that will use it.' })
  application: string

  @Field(() => [String], { description: 'What it is limited to, out of `scopes`; at least one.' })
  scopes: string[]

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on it is of no use; without it, never.',
  })
  expiresAt?: string | null

  @Field(() => String, { description: 'Your account password, once more.' })
  password: string

  @Field(() => String, { nullable: true, description: CODE })
  code?: string | null

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null
}

@InputType({ description: 'One of your API tokens.' })
export class ApiTokenInput {
  @Field(() => ID, { description: 'A token that is not revoked yet.' })
  apiTokenId: string
}

const SECRET =
  'To be copied now: it is shown this once. Null where nothing was made, and for a repeated request.'

@ObjectType({ simpleResolvers: false, description: 'The result of making an application password.' })
class ApplicationPasswordPayload extends Payload {
  @Field(() => ApplicationPassword, { nullable: true, description: 'The new password, without its secret.' })
  applicationPassword(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => String, { nullable: true, description: SECRET })
  secret(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of revoking application passwords.' })
class ApplicationPasswordsPayload extends Payload {
  @Field(() => [ApplicationPassword], { nullable: true, description: 'Those that are void from now on.' })
  applicationPasswords(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of making or revoking an API token.' })
class ApiTokenPayload extends Payload {
  @Field(() => ApiToken, { nullable: true, description: 'The token as it is now, without its secret.' })
  apiToken(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => String, { nullable: true, description: SECRET })
  secret(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

/** What people give their programs. INVARIANT: making one asks no policy, so it is for no token. */
@Resolver()
export class CredentialsResolver {
  @ReadOne(() => ApiToken, 'One of your API tokens.')
  readonly apiToken: PlannedRead

  @ReadList(() => ApiTokenConnection, 'Your API tokens; nobody else sees them.')
  readonly apiTokens: PlannedRead

  @ReadOne(() => ApplicationPassword, 'One of your application passwords.')
  readonly applicationPassword: PlannedRead

  @ReadList(() => ApplicationPasswordConnection, 'Your application passwords; nobody else sees them.')
  readonly applicationPasswords: PlannedRead

  @Extensions(work({ passwords: 1, mails: 1, locked: 2 }))
  @Mutation(() => ApiTokenPayload, {
    description:
      'Makes a token for an application, which acts for you in the Organisation you act in now. It is shown once.',
  })
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApiTokenPayload> {
    return new ApiTokenPayload(await context.write(info, createApiToken, input))
  }

  @Extensions(asks('ApiToken', 'revoke'))
  @Extensions(work({ locked: 1 }))
  @Mutation(() => ApiTokenPayload, { description: 'Makes a token void, at once and for good.' })
  async revokeApiToken(
    @Arg('input', () => ApiTokenInput) input: ApiTokenInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApiTokenPayload> {
    return new ApiTokenPayload(await context.write(info, revokeApiToken, input))
  }

  @Extensions(work({ passwords: 1, mails: 1, locked: 2 }))
  @Mutation(() => ApplicationPasswordPayload, {
    description:
      'Makes a password that lets a simple client in to CSV exports and the calendar. It is shown once.',
  })
  async createApplicationPassword(
    @Arg('input', () => CreateApplicationPasswordInput) input: CreateApplicationPasswordInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApplicationPasswordPayload> {
    return new ApplicationPasswordPayload(await context.write(info, createApplicationPassword, input))
  }

  @Extensions(asks('ApplicationPassword', 'revoke'))
  @Extensions(work({ locked: 20, each: { locked: 1 } }))
  @Mutation(() => ApplicationPasswordsPayload, {
    description: 'Makes some or all of your application passwords void, at once and for good.',
  })
  async revokeApplicationPasswords(
    @Arg('input', () => RevokeApplicationPasswordsInput) input: RevokeApplicationPasswordsInput,
    @Ctx() context: WriteContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApplicationPasswordsPayload> {
    return new ApplicationPasswordsPayload(await context.write(info, revokeApplicationPasswords, input))
  }
}
