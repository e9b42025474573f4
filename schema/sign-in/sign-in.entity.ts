import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant, text } from '../columns'
import { User } from '../user/user.entity'

/**
 * A device on which somebody has signed in before. Failed attempts of others do not slow it down, even after it signed out.
 * It gives no access by itself.
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

/** A link to replace a lost password. An unknown address gets a row too, which belongs to no User. */
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

/** A recovery code, for a User who lost the second factor. Using it deletes it. */
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

/** A code of the second step that was accepted. The index refuses it a second time, also in parallel requests. */
@Entity('used_codes')
@Unique('used_codes_once', ['user', 'code'])
@Index('used_codes_by_time', ['usedAt'])
export class UsedCode {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  /** The time step of the code, or the recovery code. */
  @Column(text(64))
  code: string

  @Column(instant)
  usedAt: Date
}
