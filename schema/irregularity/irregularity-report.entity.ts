import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, OneToMany, PrimaryColumn, Unique } from 'typeorm'
import { count, day, digest } from '../columns'
import { nullable } from '../nullable'
import { Node } from '../relay/node'
import { DateScalar } from '../scalars'
import { IrregularityMessage } from './irregularity-message.entity'

/**
 * What somebody reported without a name. INVARIANT: no user, no address, no session, no moment finer than a day, and
 * an id that is random, so that no order tells of when; what was written is sealed in the messages.
 */
@ObjectType({ implements: Node, description: 'An irregularity that somebody reported without a name.' })
@Entity('irregularity_reports')
@Unique('irregularity_reports_receipt', ['receiptHash'])
export class IrregularityReport extends Node {
  @PrimaryColumn(count)
  override id: number

  /** The receipt itself is known to its holder alone. */
  @Column(digest)
  receiptHash: string

  @Field(() => DateScalar, nullable('The day it was reported.'))
  @Column(day)
  receivedOn: string

  @OneToMany(() => IrregularityMessage, (message) => message.report)
  messages: IrregularityMessage[]
}
