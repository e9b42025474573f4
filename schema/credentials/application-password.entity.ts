import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/data/text-key'
import { instant, optional, text } from '../columns'
import { nullable } from '../nullable'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

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
