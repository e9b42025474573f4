import { Field, ID, InputType } from 'type-graphql'
import { DateTimeScalar } from '../scalars'

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
