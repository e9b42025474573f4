import { Field, Int, ObjectType } from 'type-graphql'
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
import { Searchable } from '../../src/platform/database/text-key'
import { count, currency, day, minorUnits, nullable, optional, tenThousandths, text } from '../columns'
import { Money } from '../money/money'
import { Product } from '../product/product.entity'
import { DateScalar, DecimalScalar } from '../scalars'
import { Invoice } from './invoice.entity'

/** One thing an invoice charges for. */
@ObjectType({ description: 'One thing an invoice charges for.' })
@Entity('invoice_lines')
@Index('invoice_lines_of_invoice', ['invoice', 'id'])
@Index('invoice_lines_by_product', ['product', 'invoice'])
@Index('invoice_lines_by_credit_note', ['creditNote'])
export class InvoiceLine {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Invoice, (invoice) => invoice.lines, { nullable: false })
  invoice: Relation<Invoice>

  @Field(() => String, nullable('What is charged, in words.'))
  @Searchable(text(500))
  description: string

  @Field(() => Product, nullable('The product it is charged for.'))
  @ManyToOne(() => Product, { nullable: true })
  product: Relation<Product> | null

  @Field(() => Int, nullable('How many units.'))
  @Column(count)
  quantity: number

  @Field(() => Money, nullable('The price of one unit before discount, excluding VAT.'))
  @Column(minorUnits)
  unitPrice: number

  @Field(() => DecimalScalar, nullable('The part of the price taken off: "0.4" is 40 %.'))
  @Column(tenThousandths)
  discountRate: number

  @Field(() => Money, nullable('The amount of the line, excluding VAT.'))
  @Column(minorUnits)
  net: number

  @Column(currency)
  currency: string

  /** The credit note that took all of it back. */
  @ManyToOne(() => CreditNote, { nullable: true })
  creditNote: Relation<CreditNote> | null
}

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
