import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant, longText, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { User } from '../user/user.entity'

/** What a mutation answered, so that repeating it answers the same and does nothing twice. */
@Entity('idempotency_keys')
@Unique('idempotency_keys_key', ['user', 'organisation', 'key'])
@Index('idempotency_keys_by_age', ['createdAt'])
export class IdempotencyKey {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  @Column({ ...text(128), name: 'request_key' })
  key: string

  @Column(digest)
  inputHash: string

  /** JSON of the payload. */
  @Column(longText)
  result: string

  @Column(instant)
  createdAt: Date
}
