import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { instant } from '../columns'
import { Product } from '../product/product.entity'
import { User } from '../user/user.entity'
import { Membership } from './membership.entity'

/** A product that a collaborator or an external person may work on. */
@Entity('product_grants')
@Unique('product_grants_membership_product', ['membership', 'product'])
@Index('product_grants_by_product', ['product', 'membership'])
export class ProductGrant {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Membership, (membership) => membership.grants, { nullable: false })
  membership: Relation<Membership>

  @ManyToOne(() => Product, (product) => product.grants, { nullable: false })
  product: Relation<Product>

  /** An external person sees no colleague but those who granted. */
  @ManyToOne(() => User, { nullable: false })
  grantedBy: Relation<User>

  @Column(instant)
  grantedAt: Date
}
