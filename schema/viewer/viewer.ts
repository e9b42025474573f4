import { Field, ID, ObjectType } from 'type-graphql'
import { type Relation } from 'typeorm'
import { nullable } from '../columns'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { Organisation } from '../organisation/organisation.entity'
import { type SessionContext } from '../session/session-context'
import { Session } from '../session/session.entity'
import { User } from '../user/user.entity'

/** The caller. Not a row: the query engine answers it from the principal, and reads the rows it names under the policies. */
@ObjectType({
  description:
    'The caller: a User acting in one Organisation. Every field is empty when nobody is signed in.',
})
export class Viewer {
  @Field(() => User, nullable('Who is signed in.'))
  user: Relation<User> | null

  @Field(() => Organisation, nullable('The acting Organisation: every right comes only from it.'))
  organisation: Relation<Organisation> | null

  @Field(() => Role, nullable('The role in that Organisation.'))
  role: Role | null

  @Field(() => Boolean, {
    description:
      'Whether you may see the billing of that Organisation: as its owner, an administrator, or a collaborator with accounting.',
  })
  accounting: boolean

  @Field(() => [String], { description: 'The scopes of the token; empty for a session.' })
  scopes: string[]

  @Field(() => [Membership], {
    description: 'Every Organisation this User may switch to, with the role there.',
  })
  memberships: Relation<Membership>[]

  @Field(() => [Session], { description: 'Where you are signed in, this session included.' })
  sessions: Relation<Session>[]

  @Field(() => [RememberedUser], {
    description:
      'Who is signed in on this device, signed out or not: for `switchUser`. Empty without its token.',
  })
  rememberedUsers: RememberedUser[]

  @Field(() => String, {
    description:
      'Your own access rules as JSON, as the library CASL packs them, for a front end that decides what to draw: docs/front-end/rules.md shows how to ask them. The server decides anew, whatever they say.',
  })
  rules: string
}

/** Not a row, and no policy: whoever holds the token of the device has the sessions of these people in hand. */
@ObjectType({
  description: 'Somebody who is signed in on this device, to switch to without signing in again.',
})
class RememberedUser {
  @Field(() => ID, { description: 'Of the User: for `switchUser` and `forgetUser`.' })
  userId: string

  @Field(() => String, { description: 'First and last name.' })
  name: string

  @Field(() => String, { description: 'The e-mail address they sign in with.' })
  email: string

  @Field(() => Boolean, { description: 'Whether this is the User who is signed in now.' })
  current: boolean
}

/**
 * The viewer as it was read, and who is remembered on the device, asked for only where it is selected. WHY by the
 * field's name: what the query engine answers is keyed by response key, and it does not know this field.
 */
export function withRemembered(viewer: unknown, { session }: SessionContext): unknown {
  if (typeof viewer !== 'object' || viewer === null) return viewer
  return { ...viewer, rememberedUsers: () => session.rememberedUsers() }
}
