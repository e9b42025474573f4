import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant, text } from '../columns'
import { User } from '../user/user.entity'

/**
 * Somebody who wants to sign in with another address and has not confirmed it yet. It is written for an address that has
 * an account already too, with a token that nobody is sent.
 */
@Entity('email_changes')
@Unique('email_changes_token', ['tokenHash'])
@Index('email_changes_by_user', ['user'])
@Index('email_changes_by_expiry', ['expiresAt'])
export class EmailChange {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  /** The address to come, in its canonical form. */
  @Column(text(254))
  email: string

  @Column(digest)
  tokenHash: string

  @Column(instant)
  createdAt: Date

  @Column(instant)
  expiresAt: Date
}
