import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'Who signs in.' })
export class SignInInput {
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
export class SwitchOrganisationInput {
  @Field(() => ID, { description: 'An Organisation of which you are a member.' })
  organisationId: string
}

@InputType({ description: 'Somebody who is signed in on this device.' })
export class RememberedUserInput {
  @Field(() => ID, { description: 'One of `viewer { rememberedUsers { userId } }`.' })
  userId: string
}

@InputType({ description: 'A session of your own.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'One of `viewer { sessions { id } }`.' })
  sessionId: string
}
