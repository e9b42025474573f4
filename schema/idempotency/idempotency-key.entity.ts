import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { count, digest, instant, longText, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { User } from '../user/user.entity'

/** What a mutation answered, so that repeating it answers the same and does nothing twice. */
@Entity('idempotency_keys')
@Unique('idempotency_keys_key', ['user', 'actingIn', 'key'])
@Index('idempotency_keys_by_age', ['createdAt'])
export class IdempotencyKey {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => User, { nullable: false })
  user: Relation<User>

  /**
   * In which the User acted; null where the key is theirs wherever they act, or nowhere.
   * WHY without a foreign key: it would lock the Organisation in shared mode before the operation locks it exclusively.
   */
  @ManyToOne(() => Organisation, { nullable: true, createForeignKeyConstraints: false })
  organisation: Relation<Organisation> | null

  /** WHY beside `organisation`: a unique index takes two NULLs for different. */
  @Column({
    ...count,
    nullable: true,
    select: false,
    insert: false,
    update: false,
    generatedType: 'VIRTUAL',
    asExpression: 'COALESCE(organisation_id, 0)',
  })
  actingIn: number

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
