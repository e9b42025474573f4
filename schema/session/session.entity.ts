import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { Own } from '../../src/read/schema/annotations'
import { digest, instant, nullable, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/**
 * A signed-in User and the Organisation acted in. Only the digest of its token is stored, and of the token of the
 * device it was opened on: whoever holds that one may come back to the session (`switchUser`).
 */
@ObjectType({ implements: Node, description: 'Where you are signed in. Nobody else sees it.' })
@Entity('sessions')
@Unique('sessions_token', ['tokenHash'])
@Index('sessions_by_user', ['user'])
@Index('sessions_by_expiry', ['expiresAt'])
@Index('sessions_by_device', ['deviceHash'])
export class Session extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Column(digest)
  tokenHash: string

  @ManyToOne(() => User, (user) => user.sessions, { nullable: false })
  user: Relation<User>

  @ManyToOne(() => Organisation, { nullable: true })
  organisation: Relation<Organisation> | null

  @Column(optional(digest))
  deviceHash: string | null

  @Field(() => Boolean, nullable('Whether it is the session of this request.'))
  @Own('session')
  current: boolean

  @Field(() => String, nullable('What it was opened with, as far as that can be told: "Firefox on Linux".'))
  @Column(optional(text(60)))
  device: string | null

  @Field(() => DateTimeScalar, nullable('When it was opened.'))
  @Column(instant)
  createdAt: Date

  @Field(() => DateTimeScalar, nullable('When it ends by itself.'))
  @Column(instant)
  expiresAt: Date

  @Field(() => DateTimeScalar, nullable('When it was last used, to within ten minutes.'))
  @Column(instant)
  lastSeenAt: Date
}
