import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant } from '../columns'
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
