import { Field, Int, ObjectType } from 'type-graphql'
import { Payload } from '../payload/payload'
import { UserError } from '../user-error/user-error'

// WHY simpleResolvers is off: a payload is no planned row. Its fields are read by name, whatever their alias.

@ObjectType({ simpleResolvers: false, description: 'What came of signing in.' })
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

@ObjectType({ simpleResolvers: false, description: 'What came of signing out.' })
export class SignOutPayload {
  @Field(() => [UserError], { description: 'Why it did not work; empty when it did.' })
  userErrors: UserError[]
}

@ObjectType({ simpleResolvers: false, description: 'Who asks after the change.' })
export class ViewerPayload {
  @Field(() => [UserError], { description: 'Why it did not work; empty when it did.' })
  userErrors: UserError[]
}

@ObjectType({ simpleResolvers: false, description: 'What came of ending sessions.' })
export class RevokedPayload extends Payload {
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
