import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant } from '../columns'
import { User } from '../user/user.entity'

/** A way back to a lost password. Written for an address that is nobody's too: then it is nobody's. */
@Entity('password_resets')
@Unique('password_resets_token', ['tokenHash'])
@Index('password_resets_by_user', ['user'])
@Index('password_resets_by_expiry', ['expiresAt'])
export class PasswordReset {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: true })
  user: Relation<User> | null

  @Column(digest)
  tokenHash: string

  @Column(instant)
  createdAt: Date

  @Column(instant)
  expiresAt: Date
}
