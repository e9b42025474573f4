import { Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { Product } from '../product/product.entity'
import { MemberInvitation } from './member-invitation.entity'

/** A product that somebody invited would be granted. */
@Entity('member_invitation_products')
@Unique('member_invitation_products_once', ['invitation', 'product'])
@Index('member_invitation_products_by_product', ['product'])
export class MemberInvitationProduct {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => MemberInvitation, (invitation) => invitation.products, { nullable: false })
  invitation: Relation<MemberInvitation>

  @ManyToOne(() => Product, { nullable: false })
  product: Relation<Product>
}
