import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { digest, instant, optional } from '../columns'
import { Contact } from '../contact/contact.entity'
import { Product } from './product.entity'

/** A change of holder that the current holder has to confirm through a link. */
@Entity('holder_changes')
@Unique('holder_changes_token', ['tokenHash'])
@Index('holder_changes_of_product', ['product', 'requestedAt'])
export class HolderChange {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Product, { nullable: false })
  product: Relation<Product>

  @ManyToOne(() => Contact, { nullable: false })
  newHolder: Relation<Contact>

  @Column(digest)
  tokenHash: string

  @Column(instant)
  requestedAt: Date

  @Column(instant)
  expiresAt: Date

  @Column(optional(instant))
  confirmedAt: Date | null

  @Column(optional(instant))
  refusedAt: Date | null

  /** Another request replaced it, or the product moved to another Organisation. */
  @Column(optional(instant))
  voidedAt: Date | null
}
