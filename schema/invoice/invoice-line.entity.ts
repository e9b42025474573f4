import { Field, Int, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/data/text-key'
import { count, currency, minorUnits, tenThousandths, text } from '../columns'
import { Money } from '../money/money'
import { nullable } from '../nullable'
import { Product } from '../product/product.entity'
import { DecimalScalar } from '../scalars'
import { CreditNote } from './credit-note.entity'
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

  @Field(() => Money, nullable('What the line comes to, excluding VAT.'))
  @Column(minorUnits)
  net: number

  @Column(currency)
  currency: string

  /** The credit note that took all of it back. */
  @ManyToOne(() => CreditNote, { nullable: true })
  creditNote: Relation<CreditNote> | null
}
