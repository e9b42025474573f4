import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, flag, longText, nullable, text } from '../columns'
import { Invoice } from './invoice.entity'

/**
 * What is printed on an invoice, in one language, frozen when it was issued.
 * INVARIANT: no row is changed or removed, so that an invoice is the same on paper for ever.
 */
@ObjectType({ description: 'What is printed on an invoice, in one language, frozen when it was issued.' })
@Entity('invoice_papers')
@Unique('invoice_papers_once', ['invoice', 'language'])
export class InvoicePaper {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Invoice, (invoice) => invoice.papers, { nullable: false })
  invoice: Relation<Invoice>

  @Field(() => String, nullable('The language: `fr`.'))
  @Column(text(2))
  language: string

  @Field(() => Boolean, nullable('Whether it is the language of those who were billed.'))
  @Column(flag)
  isDefault: boolean

  @Field(() => String, nullable('Everything that is printed, as JSON.'))
  @Column(longText)
  document: string

  @Field(() => String, nullable('The SHA-256 of `document`, in hexadecimal.'))
  @Column(digest)
  digest: string
}
