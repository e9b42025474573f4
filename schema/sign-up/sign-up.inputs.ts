import { Field, InputType } from 'type-graphql'
import { NewOrganisationInput } from '../organisation/organisation.inputs'

@InputType({ description: 'Who wants an account.' })
export class SignUpInput {
  @Field(() => String, { description: 'The e-mail address to sign in with; a mail with a link goes there.' })
  email: string

  @Field(() => String, {
    description: 'At least twelve characters; neither the e-mail address nor among the most guessed.',
  })
  password: string

  @Field(() => String, { description: 'First and last name; at most 200 characters.' })
  name: string

  @Field(() => String, { description: 'The language of the interface and of e-mails: `en`, `fr-CH`.' })
  locale: string

  @Field(() => Boolean, { description: 'That the terms and conditions were accepted.' })
  termsAccepted: boolean

  @Field(() => NewOrganisationInput, {
    nullable: true,
    description: 'An Organisation to open with the account; one can be opened later too.',
  })
  organisation?: NewOrganisationInput | null
}

@InputType({ description: 'By the link of the mail, and the password chosen at sign-up.' })
export class ConfirmEmailInput {
  @Field(() => String, { description: 'The secret of the link.' })
  token: string

  @Field(() => String, {
    description:
      'The password that was chosen: so nobody confirms what somebody else asked for in their name.',
  })
  password: string
}
