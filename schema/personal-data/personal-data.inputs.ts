import { Field, InputType } from 'type-graphql'
import { CookieChoice } from '../staff/cookie-choice'

@InputType({ description: 'Erases your account. There is no way back.' })
export class EraseMeInput {
  @Field(() => String, { description: 'Your password, asked again.' })
  password: string

  @Field(() => String, {
    nullable: true,
    description: 'A code of the authenticator, or a recovery code, where two-step verification is on.',
  })
  code?: string | null
}

@InputType({ description: 'Says what may be stored in the browser.' })
export class ChooseCookiesInput {
  @Field(() => CookieChoice, { description: 'Only what is necessary, or all.' })
  choice: CookieChoice
}
