import type { GraphQLResolveInfo } from 'graphql'
import { Arg, Ctx, Extensions, Info, Mutation, Resolver } from 'type-graphql'
import { work } from '../../src/price/work'
import { asks } from '../../src/query/asks'
import type { WriteContext } from '../../src/write/write-context'
import { type PlannedRead, ReadList, ReadOne } from '../relay/read-query'
import { ApiToken } from './api-token.entity'
import { ApplicationPassword } from './application-password.entity'
import { createApiToken } from './create-api-token'
import { createApplicationPassword } from './create-application-password'
import { ApiTokenConnection, ApplicationPasswordConnection } from './credentials.connection'
import {
  ApiTokenInput,
  CreateApiTokenInput,
  CreateApplicationPasswordInput,
  RevokeApplicationPasswordsInput,
} from './credentials.inputs'
import {
  ApiTokenPayload,
  ApplicationPasswordPayload,
  ApplicationPasswordsPayload,
} from './credentials.payloads'
import { revokeApiToken } from './revoke-api-token'
import { revokeApplicationPasswords } from './revoke-application-passwords'

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
