import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { choice, currency, instant, minorUnits, text } from '../columns'
import { Organisation } from '../organisation/organisation.entity'
import { Movement } from '../prepaid-account/movement.entity'
import { Invoice } from './invoice.entity'
import { Payment } from './payment.entity'
import { ReceiptMethod } from './receipt-method'

/**
 * Money that came in from outside, as the back office reports it, and what became of it.
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
