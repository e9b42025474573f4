import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { choice, instant, longText, optional } from '../columns'
import { User } from '../user/user.entity'
import { PartnershipEventKind } from './partnership-event-kind'
import { Partnership } from './partnership.entity'

/** One step in the history of a partnership. */
@Entity('partnership_events')
@Index('partnership_events_of_partnership', ['partnership', 'at', 'id'])
export class PartnershipEvent {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Partnership, (partnership) => partnership.events, { nullable: false })
  partnership: Relation<Partnership>

  @Column(choice(PartnershipEventKind))
  kind: PartnershipEventKind

  @Column({ ...instant, name: 'happened_at' })
  at: Date

  @ManyToOne(() => User, { nullable: true })
  byUser: Relation<User> | null

  /** JSON of what changed, as it was. */
  @Column({ ...optional(longText), name: 'state_before' })
  before: string | null

  /** JSON of what changed, as it is. */
  @Column({ ...optional(longText), name: 'state_after' })
  after: string | null
}
