import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { digest, instant, longText, nullable, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/** Lets an application act for a User in an Organisation, within its scopes and their current rights. */
@ObjectType({ implements: Node, description: 'A token with which an application acts for you.' })
@Entity('api_tokens')
@Unique('api_tokens_token', ['tokenHash'])
@Index('api_tokens_by_user', ['user', 'organisation'])
export class ApiToken extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Field(() => Organisation, nullable('The Organisation it acts in, and in no other.'))
  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => String, nullable('The application it was made for.'))
  @Searchable(text(120))
  application: string

  @Field(() => String, nullable('How the token begins, to recognise it by.'))
  @Column(text(16))
  prefix: string

  @Column(digest)
  tokenHash: string

  /** With spaces between them. */
  @Field(() => [String], nullable('What it is limited to; `scopes` says what each means.'))
  @Column(longText)
  scopes: string

  @Field(() => DateTimeScalar, nullable('When it was made.'))
  @Column(instant)
  createdAt: Date

  @Field(() => DateTimeScalar, nullable('From when on it is of no use; null: never.'))
  @Column(optional(instant))
  expiresAt: Date | null

  @Field(
    () => DateTimeScalar,
    nullable('The last call, give or take ten minutes. A year after it the token is disabled.'),
  )
  @Column(optional(instant))
  lastUsedAt: Date | null

  @Field(() => DateTimeScalar, nullable('When it was revoked or disabled; for good.'))
  @Column(optional(instant))
  revokedAt: Date | null
}

/** Lets a simple client in although two-step verification is on: to CSV exports and the calendar, nowhere else. */
@ObjectType({ implements: Node, description: 'A password for a simple client, such as a calendar.' })
@Entity('application_passwords')
@Index('application_passwords_by_user', ['user'])
@Index('application_passwords_by_secret', ['secretHash'])
export class ApplicationPassword extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Field(() => String, nullable('What it is for, in your own words.'))
  @Searchable(text(120))
  name: string

  @Field(() => String, nullable('How the password begins, to recognise it by.'))
  @Column(text(16))
  prefix: string

  /** WHY a plain digest: the password is random itself, and cannot be guessed from it. */
  @Column(text(255))
  secretHash: string

  @Field(() => DateTimeScalar, nullable('When it was made.'))
  @Column(instant)
  createdAt: Date

  @Field(() => DateTimeScalar, nullable('From when on it is of no use; null: never.'))
  @Column(optional(instant))
  expiresAt: Date | null

  @Field(() => DateTimeScalar, nullable('When it last let a client in, give or take ten minutes.'))
  @Column(optional(instant))
  lastUsedAt: Date | null

  @Field(() => DateTimeScalar, nullable('When it was revoked; for good.'))
  @Column(optional(instant))
  revokedAt: Date | null
}

export const ApiTokenConnection = Connection(() => ApiToken, 'ApiToken')
export const ApplicationPasswordConnection = Connection(() => ApplicationPassword, 'ApplicationPassword')
