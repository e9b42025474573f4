import { Column, Entity, Index, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { choice, count, day, longText } from '../columns'
import { IrregularityAuthor } from './irregularity-author'
import { IrregularityReport } from './irregularity-report.entity'

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

  /** Sealed: see `src/services/sealed-text.ts`. */
  @Column(longText)
  text: string

  @Column(day)
  writtenOn: string
}
