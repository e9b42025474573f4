import { Field, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  ForeignKey,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm'
import { Searchable } from '../../src/data/text-key'
import { count, currency, day, minorUnits, optional, text } from '../columns'
import { Money } from '../money/money'
import { nullable } from '../nullable'
import { DateScalar } from '../scalars'
import { Invoice } from './invoice.entity'

/** The only way an issued invoice is corrected. Numbered without gaps, like invoices. */
@ObjectType({ description: 'A correction of an issued invoice.' })
@Entity('credit_notes')
@Unique('credit_notes_sequence', ['issuer', 'sequence'])
@Unique('credit_notes_number', ['number'])
@ForeignKey(() => CreditNote, ['issuer', 'previousSequence'], ['issuer', 'sequence'])
@Index('credit_notes_by_previous', ['issuer', 'previousSequence'])
@Index('credit_notes_of_invoice', ['invoice', 'id'])
export class CreditNote {
  @PrimaryGeneratedColumn()
  id: number

  @Column({ ...text(16), default: 'MAIN' })
  issuer: string

  @Column(count)
  sequence: number

  @Column(optional(count))
  previousSequence: number | null

  @Field(() => String, nullable('The number printed on it.'))
  @Column(text(32))
  number: string

  @ManyToOne(() => Invoice, (invoice) => invoice.creditNotes, { nullable: false })
  invoice: Relation<Invoice>

  @Field(() => DateScalar, nullable('The day it was issued.'))
  @Column(day)
  issuedOn: string

  @Field(() => Money, nullable('The amount credited, VAT included.'))
  @Column(minorUnits)
  amount: number

  @Column(currency)
  currency: string

  @Field(() => String, nullable('Why it was issued.'))
  @Searchable(text(500))
  reason: string
}
