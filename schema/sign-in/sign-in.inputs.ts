import { Field, InputType } from 'type-graphql'

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
