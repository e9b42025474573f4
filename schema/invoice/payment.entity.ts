import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { choice, currency, instant, minorUnits, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Movement } from '../prepaid-account/prepaid-account.entity'
import { Invoice } from './invoice.entity'

/** Money received for an invoice. */
@Entity('payments')
@Index('payments_of_invoice', ['invoice', 'id'])
export class Payment {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Invoice, { nullable: false })
  invoice: Relation<Invoice>

  @Column(minorUnits)
  amount: number

  @Column(currency)
  currency: string

  @Column(instant)
  paidAt: Date

  @Column(text(32))
  method: string

  /** The movement that paid it, where it was paid from a prepaid account. */
  @ManyToOne(() => Movement, { nullable: true })
  movement: Relation<Movement> | null
}

/** The ways money comes in from outside. */
export enum ReceiptMethod {
  BANK_TRANSFER = 'BANK_TRANSFER',
  CARD = 'CARD',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
}

/**
 * Money that came in from outside, as the back office reports it, and how it was booked.
 * INVARIANT: once per reference, so that a report that is repeated books nothing.
 */
@Entity('receipts')
@Unique('receipts_reference', ['reference'])
export class Receipt {
  @PrimaryGeneratedColumn()
  id: number

  /** Of the bank or the card processor. */
  @Column(text(140))
  reference: string

  @Column(choice(ReceiptMethod))
  method: ReceiptMethod

  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  /** What it was meant for; null where it was meant for the prepaid account. */
  @ManyToOne(() => Invoice, { nullable: true })
  invoice: Relation<Invoice> | null

  @Column(minorUnits)
  amount: number

  @Column(currency)
  currency: string

  @Column(instant)
  receivedAt: Date

  /** The part that went to the invoice. */
  @ManyToOne(() => Payment, { nullable: true })
  payment: Relation<Payment> | null

  /** The rest, which went to the prepaid account. */
  @ManyToOne(() => Movement, { nullable: true })
  movement: Relation<Movement> | null
}

/** The kinds of documents that are numbered without gaps, each separately. */
export enum NumberSeries {
  INVOICE = 'INVOICE',
  CREDIT_NOTE = 'CREDIT_NOTE',
}

/**
 * The row to lock while the next number is assigned: `issue-invoice.ts`. It counts nothing itself: the last number is
 * that of the last document, so that the two cannot disagree.
 */
@Entity('number_series')
@Unique('number_series_once', ['issuer', 'kind'])
export class NumberSeriesRow {
  @PrimaryGeneratedColumn()
  id: number

  @Column(text(16))
  issuer: string

  @Column(choice(NumberSeries))
  kind: NumberSeries
}
