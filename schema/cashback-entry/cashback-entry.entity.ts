import { Field, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { Searched } from '../../src/query/searched'
import { Searchable } from '../../src/data/text-key'
import { choice, currency, day, minorUnits, optional, text } from '../columns'
import { Money } from '../money/money'
import { nullable } from '../nullable'
import { OrderLine } from '../order/order-line.entity'
import { Organisation } from '../organisation/organisation.entity'
import { Partner } from '../partner/partner.entity'
import { Product } from '../product/product.entity'
import { Node } from '../relay/node'
import { DateScalar } from '../scalars'
import { CashbackStatus } from './cashback-status'

/** Income of a Partner for a client's paid order line. INVARIANT: once per line, never two Partners. */
@ObjectType({ implements: Node, description: 'Income of a Partner for a client’s paid order line.' })
@Entity('cashback_entries')
@Searched(['clientName'])
@Unique('cashback_entries_order_line', ['orderLine'])
@Index('cashback_entries_by_partner', ['partner', 'creditedOn', 'id'])
@Index('cashback_entries_by_client', ['client', 'id'])
@Index('cashback_entries_by_product', ['product', 'id'])
@Index('cashback_entries_owed', ['partner', 'stillOwed'])
export class CashbackEntry extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Partner, nullable('Who earns it.'))
  @ManyToOne(() => Partner, (partner) => partner.cashback, { nullable: false })
  partner: Relation<Partner>

  @Field(() => Organisation, nullable('The client whose order it comes from.'))
  @ManyToOne(() => Organisation, { nullable: false })
  client: Relation<Organisation>

  @Field(() => String, nullable('The name of the client when it was earned.'))
  @Searchable(text(200))
  clientName: string

  @Field(() => Product, nullable('The product that was ordered.'))
  @ManyToOne(() => Product, { nullable: false })
  product: Relation<Product>

  @OneToOne(() => OrderLine, { nullable: false })
  @JoinColumn()
  orderLine: Relation<OrderLine>

  @Column(currency)
  currency: string

  @Field(() => Money, nullable('The amount earned, excluding VAT.'))
  @Column(minorUnits)
  amount: number

  @Field(() => String, nullable('PENDING, CREDITED or REVERSED.'))
  @Column(choice(CashbackStatus))
  status: CashbackStatus

  @Field(() => CashbackStatus, nullable('Where it stands: `status` as a value of a closed set.'))
  @VirtualColumn({ type: 'varchar', query: (alias) => `SELECT ${alias}.status` })
  state: CashbackStatus

  @Field(() => DateScalar, nullable('The day it was credited.'))
  @Column(optional(day))
  creditedOn: string | null

  @Field(
    () => Money,
    nullable('What the Partner still has to give back of it; taken from the next cashback.'),
  )
  @Column({ ...minorUnits, default: 0 })
  stillOwed: number
}
