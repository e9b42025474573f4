import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant, longText, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { User } from '../user/user.entity'

/** Lets an application act for a User in an Organisation, within its scopes and their current rights. */
@Entity('api_tokens')
@Unique('api_tokens_token', ['tokenHash'])
@Index('api_tokens_by_user', ['user', 'organisation'])
export class ApiToken {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  @Column(text(120))
  application: string

  /** The first characters of the token, to recognise it by. */
  @Column(text(16))
  prefix: string

  @Column(digest)
  tokenHash: string

  /** JSON list of scopes. */
  @Column(longText)
  scopes: string

  @Column(instant)
  createdAt: Date

  @Column(optional(instant))
  expiresAt: Date | null

  @Column(optional(instant))
  lastUsedAt: Date | null

  @Column(optional(instant))
  revokedAt: Date | null
}
