import { Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { Product } from '../product/product.entity'
import { Partnership } from './partnership.entity'

/** A product that a limited partnership covers. */
@Entity('partnership_grants')
@Unique('partnership_grants_partnership_product', ['partnership', 'product'])
@Index('partnership_grants_by_product', ['product', 'partnership'])
export class PartnershipGrant {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Partnership, (partnership) => partnership.grants, { nullable: false })
  partnership: Relation<Partnership>

  @ManyToOne(() => Product, (product) => product.partnershipGrants, { nullable: false })
  product: Relation<Product>
}
