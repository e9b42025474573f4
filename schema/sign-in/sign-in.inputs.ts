import { Field, InputType } from 'type-graphql'

@InputType({ description: 'A new password, and the one so far.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password so far.' })
  currentPassword: string

  @Field(() => String, {
    description: 'At least twelve characters; neither the e-mail address nor among the most guessed.',
  })
  newPassword: string
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
}

@InputType({ description: 'The password, asked again before something grave.' })
export class PasswordInput {
  @Field(() => String, { description: 'The password of the account.' })
  password: string
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
