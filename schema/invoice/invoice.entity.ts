import { Field, ObjectType, registerEnumType } from 'type-graphql'
import {
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Searched } from '../../src/read/schema/annotations'
import { Address } from '../address/address'
import {
  choice,
  count,
  currency,
  day,
  minorUnits,
  nullable,
  optional,
  tenThousandths,
  text,
} from '../columns'
import { Money } from '../money/money'
import { Order } from '../order/order.entity'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateScalar, DecimalScalar } from '../scalars'
import { CreditNote, InvoiceLine } from './invoice-line.entity'
import { InvoicePaper } from './invoice-paper.entity'

/** The status of an invoice. */
export enum InvoiceStatus {
  OPEN = 'OPEN',
  OVERDUE = 'OVERDUE',
  PAID = 'PAID',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(InvoiceStatus, {
  name: 'InvoiceStatus',
  description: 'The status of an invoice.',
  valuesConfig: {
    OPEN: { description: 'To be paid.' },
    OVERDUE: { description: 'Past its due date.' },
    PAID: { description: 'Paid.' },
    PARTIALLY_REFUNDED: { description: 'Paid, a part given back.' },
    REFUNDED: { description: 'Given back entirely.' },
    CANCELLED: { description: 'Void by a credit note before payment.' },
  },
})

/**
 * What the billed Organisation owes. Immutable once issued, but for its status; corrected only by credit note.
 * INVARIANT: who may see it follows `billedOrganisation`, never today's payment mode.
 * INVARIANT: numbers leave no gap: each invoice of an issuer points at the one just before it.
 */
@ObjectType({ implements: Node, description: 'What one Organisation owes.' })
@Entity('invoices')
@Searched(['number', 'clientName', 'billedName'])
@Unique('invoices_sequence', ['issuer', 'sequence'])
@Unique('invoices_number', ['number'])
@Unique('invoices_order', ['order'])
@ForeignKey(() => Invoice, ['issuer', 'previousSequence'], ['issuer', 'sequence'])
@Index('invoices_by_previous', ['issuer', 'previousSequence'])
@Index('invoices_by_billed', ['billedOrganisation', 'issuedOn', 'id', 'gross', 'currency'])
@Index('invoices_by_client', ['client', 'issuedOn', 'id', 'billedOrganisation'])
@Index('invoices_by_day', ['issuedOn', 'id'])
@Index('invoices_to_remind', ['status', 'reminders', 'dueOn'])
export class Invoice extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  /** The issuer of the number: numbers have no gaps for each issuer. */
  @Column({ ...text(16), default: 'MAIN' })
  issuer: string

  @Column(count)
  sequence: number

  @Column(optional(count))
  previousSequence: number | null

  @Field(() => String, nullable('The number printed on it.'))
  @Column(text(32))
  number: string

  @Field(() => InvoiceStatus, nullable('Its status.'))
  @Column(choice(InvoiceStatus))
  status: InvoiceStatus

  @Field(() => DateScalar, nullable('The day it was issued.'))
  @Column(day)
  issuedOn: string

  @Field(() => DateScalar, nullable('The last day to pay it.'))
  @Column(day)
  dueOn: string

  @Field(() => DateScalar, nullable('The day it was paid.'))
  @Column(optional(day))
  paidOn: string | null

  /** How many reminders were sent since it was due. */
  @Column({ ...count, default: 0 })
  reminders: number

  @Field(() => Organisation, nullable('Who owes it; fixed when it was issued.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.invoices, { nullable: false })
  billedOrganisation: Relation<Organisation>

  @Field(() => Organisation, nullable('The Organisation the services are installed on.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.serviceInvoices, { nullable: false })
  client: Relation<Organisation>

  @Field(() => String, nullable('The name of the client when it was issued.'))
  @Searchable(text(200))
  clientName: string

  @Field(() => String, nullable('The legal name of the billed Organisation when it was issued.'))
  @Searchable(optional(text(200)))
  billedName: string | null

  @Field(() => String, nullable('Who receives it there, where another name was given than the legal one.'))
  @Column(optional(text(200)))
  billedRecipient: string | null

  @Field(
    () => Address,
    nullable('Where it was sent: the default billing address when it was issued, else the postal address.'),
  )
  @Column(() => Address, { prefix: 'billed_address' })
  billedAddress: Address

  @Field(() => String, nullable('The VAT number of the billed Organisation when it was issued.'))
  @Column(optional(text(20)))
  billedVatNumber: string | null

  @Field(() => Money, nullable('The amount excluding VAT.'))
  @Column(minorUnits)
  net: number

  @Field(() => Money, nullable('The VAT.'))
  @Column(minorUnits)
  vat: number

  @Field(() => Money, nullable('The amount to pay, VAT included.'))
  @Column(minorUnits)
  gross: number

  @Field(() => Money, nullable('What is still to be paid, after payments and credit notes.'))
  @VirtualColumn({
    type: 'bigint',
    query: (alias) =>
      `SELECT CASE WHEN ${alias}.status IN ('OPEN', 'OVERDUE') THEN ${alias}.gross
        - COALESCE((SELECT CAST(SUM(p.amount) AS SIGNED) FROM payments p WHERE p.invoice_id = ${alias}.id), 0)
        - COALESCE((SELECT CAST(SUM(n.amount) AS SIGNED) FROM credit_notes n WHERE n.invoice_id = ${alias}.id), 0)
        ELSE 0 END`,
  })
  amountDue: number

  @Column(currency)
  currency: string

  @Field(() => DecimalScalar, nullable('The VAT rate applied: "0.081" is 8.1 %.'))
  @Column(tenThousandths)
  vatRate: number

  @Field(() => String, nullable('The mention of VAT that the law requires, such as reverse charge.'))
  @Column(optional(text(500)))
  vatMention: string | null

  @Field(() => Order, nullable('The order it was made out for.'))
  @OneToOne(() => Order, (order) => order.invoice, { nullable: true })
  @JoinColumn()
  order: Relation<Order> | null

  @Field(() => String, nullable('Where the printed invoice is found, from the root of this server.'))
  @VirtualColumn({
    type: 'varchar',
    query: (alias) => `SELECT CONCAT('/downloads/invoices/', ${alias}.id, '.pdf')`,
  })
  pdfUrl: string

  @Field(() => [InvoiceLine], nullable('What is charged.'))
  @OneToMany(() => InvoiceLine, (line) => line.invoice)
  lines: InvoiceLine[]

  @Field(() => [InvoicePaper], nullable('What is printed on it, in each language.'))
  @OneToMany(() => InvoicePaper, (paper) => paper.invoice)
  papers: InvoicePaper[]

  @Field(() => [CreditNote], nullable('What was credited on it since.'))
  @OneToMany(() => CreditNote, (note) => note.invoice)
  creditNotes: CreditNote[]
}

export const InvoiceConnection = Connection(() => Invoice, 'Invoice')
