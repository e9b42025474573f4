import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { currency, instant, minorUnits, text } from '../columns'
import { Movement } from '../prepaid-account/movement.entity'
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
