import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { choice, instant } from '../columns'
import { nullable } from '../nullable'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'
import { PartnershipEventKind } from './partnership-event-kind'
import { PartnershipTerms } from './partnership-terms'
import { Partnership } from './partnership.entity'

/** One step in the history of a partnership. Its exact products are in the audit entry of the step. */
@ObjectType({ description: 'One step in the history of a partnership.' })
@Entity('partnership_events')
@Index('partnership_events_of_partnership', ['partnership', 'at', 'id'])
export class PartnershipEvent {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Partnership, (partnership) => partnership.history, { nullable: false })
  partnership: Relation<Partnership>

  @Field(() => PartnershipEventKind, nullable('What happened.'))
  @Column(choice(PartnershipEventKind))
  kind: PartnershipEventKind

  @Field(() => DateTimeScalar, nullable('When it happened.'))
  @Column({ ...instant, name: 'happened_at' })
  at: Date

  @Field(() => User, nullable('Who did it, if you may know them. Nobody, where it expired.'))
  @ManyToOne(() => User, { nullable: true })
  byUser: Relation<User> | null

  @Field(() => PartnershipTerms, nullable('The terms before.'))
  @Column(() => PartnershipTerms, { prefix: 'before' })
  before: PartnershipTerms

  @Field(() => PartnershipTerms, nullable('The terms after.'))
  @Column(() => PartnershipTerms, { prefix: 'after' })
  after: PartnershipTerms
}
