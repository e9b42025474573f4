import { Field, ObjectType } from 'type-graphql'
import type { Relation } from 'typeorm'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { nullable } from '../nullable'
import { Organisation } from '../organisation/organisation.entity'
import { RememberedUser } from './remembered-user'
import { Session } from '../session/session.entity'
import { User } from '../user/user.entity'

/** Who asks. Not a row: the query engine answers it from the principal, and reads the rows it names under policy. */
@ObjectType({ description: 'Who asks: a User acting in one Organisation. All empty when signed out.' })
export class Viewer {
  @Field(() => User, nullable('Who is signed in.'))
  user: Relation<User> | null

  @Field(() => Organisation, nullable('The Organisation acted in: every right comes from it alone.'))
  organisation: Relation<Organisation> | null

  @Field(() => Role, nullable('The role in that Organisation.'))
  role: Role | null

  @Field(() => Boolean, {
    description:
      'Whether you may see the billing of that Organisation: as its owner, an administrator, or a collaborator with accounting.',
  })
  accounting: boolean

  @Field(() => [String], { description: 'What a token is limited to; empty for a session.' })
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
