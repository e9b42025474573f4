import { Field, ObjectType, registerEnumType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
  VirtualColumn,
} from 'typeorm'
import { Searched } from '../../src/read/schema/annotations'
import { choice, currency, instant, minorUnits, nullable } from '../columns'
import { Invoice } from '../invoice/invoice.entity'
import { Money } from '../money/money'
import { Organisation } from '../organisation/organisation.entity'
import { Partner } from '../partner/partner.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'
import { OrderLine } from './order-line.entity'

/** What an order is for. */
export enum OrderKind {
  PURCHASE = 'PURCHASE',
  RENEWAL = 'RENEWAL',
}

registerEnumType(OrderKind, {
  name: 'OrderKind',
  description: 'What an order is for.',
  valuesConfig: {
    PURCHASE: { description: 'A new service.' },
    RENEWAL: { description: 'Another period of a service.' },
  },
})

/**
 * The status of an order: PLACED → CONFIRMED → COMPLETED, or CANCELLED from either of the first two. A purchase is
 * installed at once, so it begins CONFIRMED; a renewal gives no time before it is paid, so it waits PLACED.
 */
export enum OrderStatus {
  /** Billed, and nothing delivered before payment. */
  PLACED = 'PLACED',
  /** Delivered, and not paid yet. */
  CONFIRMED = 'CONFIRMED',
  /** Delivered and paid: `complete-order.ts`. */
  COMPLETED = 'COMPLETED',
  /** Withdrawn, its invoice credited in full. */
  CANCELLED = 'CANCELLED',
}

registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'The status of an order.',
  valuesConfig: {
    PLACED: { description: 'Billed, and nothing delivered before payment.' },
    CONFIRMED: { description: 'Delivered, and not paid yet.' },
    COMPLETED: { description: 'Delivered and paid.' },
    CANCELLED: { description: 'Withdrawn, its invoice credited in full.' },
  },
})

/** A purchase or renewal. INVARIANT: payer, prices, discount and Partner are frozen when it is placed. */
@ObjectType({ implements: Node, description: 'A purchase or renewal of services.' })
@Entity('orders')
@Searched(['lines.description', 'placedFor.name'])
@Index('orders_by_client', ['placedFor', 'placedAt', 'id', 'payer', 'organisation'])
@Index('orders_by_organisation', ['organisation', 'placedAt', 'id', 'placedFor', 'payer'])
@Index('orders_by_payer', ['payer', 'placedAt', 'id', 'placedFor'])
export class Order extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('The Organisation it was placed in.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.placedOrders, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => User, nullable('Who placed it; nobody if a service renewed itself.'))
  @ManyToOne(() => User, { nullable: true })
  placedBy: Relation<User> | null

  @Field(() => Organisation, nullable('The client it was placed for.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.orders, { nullable: false })
  placedFor: Relation<Organisation>

  @Field(() => Organisation, nullable('Who settles it.'))
  @ManyToOne(() => Organisation, { nullable: false })
  payer: Relation<Organisation>

  /** Whose income it is, by discount or cashback. */
  @ManyToOne(() => Partner, { nullable: true })
  partner: Relation<Partner> | null

  @Field(() => DateTimeScalar, nullable('When it was placed.'))
  @Column(instant)
  placedAt: Date

  @Field(() => OrderKind, nullable('A purchase or a renewal.'))
  @Column(choice(OrderKind))
  kind: OrderKind

  @Field(() => String, nullable('PLACED, CONFIRMED, COMPLETED or CANCELLED.'))
  @Column(choice(OrderStatus))
  status: OrderStatus

  @Field(() => OrderStatus, nullable('Its status: `status` as a value of a closed set.'))
  @VirtualColumn({ type: 'varchar', query: (alias) => `SELECT ${alias}.status` })
  state: OrderStatus

  @Column(currency)
  currency: string

  @Field(() => Money, nullable('The sum of its lines, excluding VAT.'))
  @Column(minorUnits)
  total: number

  @Field(() => [OrderLine], nullable('What was ordered.'))
  @OneToMany(() => OrderLine, (line) => line.order)
  lines: OrderLine[]

  @Field(() => Invoice, nullable('The invoice made out for it.'))
  @OneToOne(() => Invoice, (invoice) => invoice.order)
  invoice: Relation<Invoice> | null
}

export const OrderConnection = Connection(() => Order, 'Order')
