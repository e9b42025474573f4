import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { instant, nullable, optional, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/**
 * That somebody of the support looked at an Organisation, why, and for how long. The visit is what lets them look, and
 * the Organisation sees it. INVARIANT: never changed but to be closed, never deleted.
 */
@ObjectType({
  implements: Node,
  description: 'A look of the provider’s support at an Organisation, with its reason.',
})
@Entity('support_visits')
@Index('support_visits_of_organisation', ['organisation', 'staff'])
@Index('support_visits_by_staff', ['staff', 'openedAt'])
export class SupportVisit extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('Whose account is looked at.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.supportVisits, { nullable: false })
  organisation: Relation<Organisation>

  /** The employee who looks. The client sees the reason and the time, not the employee: the provider is responsible. */
  @ManyToOne(() => User, (user) => user.supportVisits, { nullable: false })
  staff: Relation<User>

  @Field(() => String, nullable('The reason, in the words of the employee.'))
  @Searchable(text(500))
  reason: string

  @Field(() => DateTimeScalar, nullable('Since when.'))
  @Column(instant)
  openedAt: Date

  @Field(() => DateTimeScalar, nullable('Until when at the latest.'))
  @Column(instant)
  expiresAt: Date

  @Field(() => DateTimeScalar, nullable('When it was closed; empty where it was left to expire.'))
  @Column(optional(instant))
  closedAt: Date | null
}

export const SupportVisitConnection = Connection(() => SupportVisit, 'SupportVisit')
