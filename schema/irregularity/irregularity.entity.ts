import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, OneToMany, PrimaryColumn, type Relation, Unique } from 'typeorm'
import { choice, count, day, digest, longText, nullable } from '../columns'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateScalar } from '../scalars'

/** Who wrote a message of the thread. */
export enum IrregularityAuthor {
  REPORTER = 'REPORTER',
  COMPLIANCE = 'COMPLIANCE',
}

registerEnumType(IrregularityAuthor, {
  name: 'IrregularityAuthor',
  description: 'Who wrote a message about an irregularity.',
  valuesConfig: {
    REPORTER: { description: 'Who holds the receipt. Nobody knows who that is.' },
    COMPLIANCE: { description: 'A compliance officer of the provider.' },
  },
})

/** One message of the thread. Ids ascend within a report, by steps at random. */
@Entity('irregularity_messages')
@Index('irregularity_messages_of_report', ['report', 'id'])
export class IrregularityMessage {
  @PrimaryColumn(count)
  id: number

  @ManyToOne(() => IrregularityReport, (report) => report.messages, { nullable: false })
  report: Relation<IrregularityReport>

  @Column(choice(IrregularityAuthor))
  author: IrregularityAuthor

  /** Sealed: see `src/platform/crypto/sealed-text.ts`. */
  @Column(longText)
  text: string

  @Column(day)
  writtenOn: string
}

/**
 * What somebody reported without a name. INVARIANT: no user, no address, no session, no moment finer than a day, and
 * an id that is random, so that their order does not show when; what was written is sealed in the messages.
 */
@ObjectType({ implements: Node, description: 'An irregularity that somebody reported without a name.' })
@Entity('irregularity_reports')
@Unique('irregularity_reports_receipt', ['receiptHash'])
export class IrregularityReport extends Node {
  @PrimaryColumn(count)
  override id: number

  /** Only its holder knows the receipt itself. */
  @Column(digest)
  receiptHash: string

  @Field(() => DateScalar, nullable('The day it was reported.'))
  @Column(day)
  receivedOn: string

  @OneToMany(() => IrregularityMessage, (message) => message.report)
  messages: IrregularityMessage[]
}

export const IrregularityReportConnection = Connection(() => IrregularityReport, 'IrregularityReport')

@ObjectType({ description: 'One message about an irregularity.' })
export class IrregularityThreadMessage {
  @Field(() => IrregularityAuthor, { description: 'Who wrote it.' })
  author: IrregularityAuthor

  @Field(() => String, { description: 'What they wrote.' })
  text: string

  @Field(() => DateScalar, { description: 'The day they wrote it; the hour is not kept.' })
  writtenOn: string
}

/** What the holder of the receipt and compliance see alike; nobody else sees any of it. */
@ObjectType({ description: 'A reported irregularity and what was written about it.' })
export class IrregularityThread {
  @Field(() => DateScalar, { description: 'The day it was reported.' })
  receivedOn: string

  @Field(() => [IrregularityThreadMessage], { description: 'All messages, the first one first.' })
  messages: IrregularityThreadMessage[]
}
