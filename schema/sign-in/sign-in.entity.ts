import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant, text } from '../columns'
import { User } from '../user/user.entity'

/**
 * A device on which somebody has signed in before: what others try on the account does not slow it, also after it signed
 * out. It opens nothing.
 */
@Entity('known_devices')
@Unique('known_devices_once', ['user', 'deviceHash'])
@Index('known_devices_by_device', ['deviceHash'])
@Index('known_devices_by_time', ['usedAt'])
export class KnownDevice {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Column(digest)
  deviceHash: string

  @Column(instant)
  usedAt: Date
}

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

/** One of the codes for whoever lost the second factor. It is deleted when it is used. */
@Entity('recovery_codes')
@Unique('recovery_codes_once', ['user', 'codeHash'])
export class RecoveryCode {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @Column(digest)
  codeHash: string

  @Column(instant)
  createdAt: Date
}

/** A code of the second step that was accepted: the index refuses it a second time, however many ask at once. */
@Entity('used_codes')
@Unique('used_codes_once', ['user', 'code'])
@Index('used_codes_by_time', ['usedAt'])
export class UsedCode {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  /** The step of the clock it was the code of, or the recovery code it was. */
  @Column(text(64))
  code: string

  @Column(instant)
  usedAt: Date
}
