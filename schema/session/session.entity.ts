import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { User } from '../user/user.entity'

/** A signed-in User and the Organisation acted in. Only the digest of its token is stored. */
@Entity('sessions')
@Unique('sessions_token', ['tokenHash'])
@Index('sessions_by_user', ['user'])
@Index('sessions_by_expiry', ['expiresAt'])
export class Session {
  @PrimaryGeneratedColumn()
  id: number

  @Column(digest)
  tokenHash: string

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @ManyToOne(() => Organisation, { nullable: true })
  organisation: Relation<Organisation> | null

  @Column(instant)
  createdAt: Date

  @Column(instant)
  expiresAt: Date

  @Column(instant)
  lastSeenAt: Date
}
