import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { instant, longText, nullable, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/** The notice that an Organisation got of a breach of its data. One row for each Organisation; append-only. */
@ObjectType({
  implements: Node,
  description: 'The notice of a breach of data protection that an Organisation got.',
})
@Entity('breach_notices')
@Index('breach_notices_of_organisation', ['organisation', 'sentAt'])
@Index('breach_notices_by_sender', ['sentBy'])
export class BreachNotice extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('Whom it concerns.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.breachNotices, { nullable: false })
  organisation: Relation<Organisation>

  /** WHY beside `organisation`: compliance officers see no Organisation, but must know whom they notified. */
  @Field(() => String, nullable('Its name when it got the notice.'))
  @Searchable(text(200))
  organisationName: string

  @Field(() => String, nullable('What it is about, in a line.'))
  @Searchable(text(200))
  subject: string

  @Field(() => String, nullable('What happened, what it means and what is done.'))
  @Searchable(longText)
  message: string

  @Field(() => DateTimeScalar, nullable('When it was sent.'))
  @Column(instant)
  sentAt: Date

  @ManyToOne(() => User, { nullable: false })
  sentBy: Relation<User>
}

export const BreachNoticeConnection = Connection(() => BreachNotice, 'BreachNotice')
