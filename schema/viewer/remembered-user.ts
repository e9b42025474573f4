import { Field, ID, ObjectType } from 'type-graphql'

/** Not a row, and no policy: whoever holds the token of the device has the sessions of these people in hand. */
@ObjectType({
  description: 'Somebody who is signed in on this device, to switch to without signing in again.',
})
export class RememberedUser {
  @Field(() => ID, { description: 'Of the User: for `switchUser` and `forgetUser`.' })
  userId: string

  @Field(() => String, { description: 'First and last name.' })
  name: string

  @Field(() => String, { description: 'The e-mail address they sign in with.' })
  email: string

  @Field(() => Boolean, { description: 'Whether it is who asks now.' })
  current: boolean
}
