import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { choice, tenThousandths } from '../columns'
import { nullable } from '../nullable'
import { ProductCategory } from '../product/product-category'
import { DecimalScalar } from '../scalars'
import { Partner } from './partner.entity'

/** The conditions a Partner enjoys for one category of product. */
@ObjectType({ description: 'The conditions of a Partner for one category of product.' })
@Entity('partner_rates')
@Unique('partner_rates_partner_category', ['partner', 'category'])
export class PartnerRate {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Partner, (partner) => partner.rates, { nullable: false })
  partner: Relation<Partner>

  @Field(() => ProductCategory, nullable('The category the conditions are for.'))
  @Column(choice(ProductCategory))
  category: ProductCategory

  @Field(() => DecimalScalar, nullable('The part of the public price taken off: "0.4" is 40 %.'))
  @Column(tenThousandths)
  discountRate: number

  @Field(() => DecimalScalar, nullable('The part of the public price credited when the client pays.'))
  @Column(tenThousandths)
  cashbackRate: number
}
