import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { instant, optional, text } from '../columns'
import { User } from '../user/user.entity'

/** Lets a simple client in although two-step verification is on. */
@Entity('application_passwords')
@Index('application_passwords_by_user', ['user'])
@Index('application_passwords_by_prefix', ['prefix'])
export class ApplicationPassword {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Column(text(120))
  name: string

  /** The first characters of the password, to find it by. */
  @Column(text(16))
  prefix: string

  @Column(text(255))
  secretHash: string

  @Column(instant)
  createdAt: Date

  @Column(optional(instant))
  lastUsedAt: Date | null

  @Column(optional(instant))
  revokedAt: Date | null
}
