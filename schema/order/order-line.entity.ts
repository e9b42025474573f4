import { Field, ObjectType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { count, currency, minorUnits, nullable, tenThousandths, text } from '../columns'
import { Money } from '../money/money'
import { Partner } from '../partner/partner.entity'
import { Product } from '../product/product.entity'
import { DecimalScalar } from '../scalars'
import { Order } from './order.entity'

/** One product of an order, with the prices and rates of that moment. */
@ObjectType({ description: 'One product of an order, at the prices of that moment.' })
@Entity('order_lines')
@Index('order_lines_of_order', ['order', 'id'])
@Index('order_lines_by_product', ['product', 'order'])
export class OrderLine {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Order, (order) => order.lines, { nullable: false })
  order: Relation<Order>

  @Field(() => Product, nullable('The product bought or renewed.'))
  @ManyToOne(() => Product, (product) => product.orderLines, { nullable: false })
  product: Relation<Product>

  @Field(() => String, nullable('What is bought, in words.'))
  @Searchable(text(500))
  description: string

  /** For how many years it is bought. INVARIANT: prices are those of all of them. */
  @Column({ ...count, default: 1 })
  years: number

  @Field(() => Money, nullable('The public price, excluding VAT.'))
  @Column(minorUnits)
  publicPrice: number

  @Field(() => DecimalScalar, nullable('The part of the public price taken off: "0.4" is 40 %.'))
  @Column(tenThousandths)
  discountRate: number

  @Field(() => Money, nullable('The price charged, excluding VAT.'))
  @Column(minorUnits)
  price: number

  @Column(currency)
  currency: string

  /** The part of the public price credited once the line is paid. */
  @Column(tenThousandths)
  cashbackRate: number

  /** Who is credited: never two Partners for one line. */
  @ManyToOne(() => Partner, { nullable: true })
  cashbackPartner: Relation<Partner> | null
}
