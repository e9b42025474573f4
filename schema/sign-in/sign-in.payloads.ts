import { type GraphQLResolveInfo } from 'graphql'
import { Field, Info, Int, ObjectType } from 'type-graphql'
import { type WriteAnswer } from '../../src/write/operation'
import { Payload } from '../user-error/user-error'

@ObjectType({
  simpleResolvers: false,
  description: 'The answer is the same whoever the address belongs to: a mail tells the rest.',
})
export class AcceptedPayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'True where a mail is on its way; null where not.' })
  accepted(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'The result of an operation by the link of a mail.' })
export class DonePayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'True where it was done; null where not.' })
  done(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({
  simpleResolvers: false,
  description: 'The result of setting another password by the link of a mail.',
})
export class ResetPasswordPayload extends DonePayload {
  @Field(() => Int, { nullable: true, description: 'How many API tokens are void from now on.' })
  revokedApiTokens(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => Int, { nullable: true, description: 'How many application passwords are void from now on.' })
  revokedApplicationPasswords(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

/** The result of a changed credential: the session continues under a new token. */
@ObjectType({ simpleResolvers: false, description: 'The result of a change of how you sign in.' })
export class SessionTokenPayload extends Payload {
  constructor(
    written: WriteAnswer,
    private readonly token: string | null,
  ) {
    super(written)
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The token of this session from now on, for callers that keep it themselves; browsers get it as a cookie.',
  })
  sessionToken(): string | null {
    return this.token
  }
}

@ObjectType({
  simpleResolvers: false,
  description: 'The second step, begun: scan it, then confirm with a code.',
})
export class BeginTwoFactorPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'The secret in base 32, to type. Shown this once.' })
  secret(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }

  @Field(() => String, {
    nullable: true,
    description: '`otpauth://…`, to show as a QR code. Shown this once.',
  })
  uri(@Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.written.read(info)
  }
}

@ObjectType({ simpleResolvers: false, description: 'Codes for whoever loses the authenticator.' })
export class RecoveryCodesPayload extends SessionTokenPayload {
  @Field(() => [String], {
    nullable: true,
    description: 'Ten codes, each good for one sign-in. Shown this once; null where nothing was done.',
  })
  recoveryCodes(): readonly string[] | null {
    const { recoveryCodes: codes } = this.written.outcome
    return typeof codes === 'string' ? codes.split(' ') : null
  }
}
