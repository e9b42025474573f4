import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { choice, currency, instant, longText, minorUnits, nullable, optional } from '../columns'
import { Money } from '../money/money'
import { Order, OrderKind } from '../order/order.entity'
import { Organisation } from '../organisation/organisation.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/** PENDING → APPROVED | REFUSED | WITHDRAWN | EXPIRED. All but the first are final. */
export enum OrderApprovalStatus {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
  EXPIRED = 'EXPIRED',
}

registerEnumType(OrderApprovalStatus, {
  name: 'OrderApprovalStatus',
  description: 'Where an order stands that waits for approval.',
  valuesConfig: {
    PENDING: { description: 'Not answered yet. Nothing is ordered or billed.' },
    APPROVED: { description: 'An owner agreed, and it was ordered.' },
    REFUSED: { description: 'An owner did not agree.' },
    WITHDRAWN: { description: 'The Partner took it back.' },
    EXPIRED: { description: 'Nobody answered in time.' },
  },
})

/** An order of a Partner at its client's cost, beyond the limits of the mandate, that waits for an owner of the client. */
@ObjectType({ implements: Node, description: 'An order of a Partner that waits for an owner of its client.' })
@Entity('order_approvals')
@Index('order_approvals_by_organisation', ['organisation', 'requestedAt', 'id'])
@Index('order_approvals_by_place', ['requestedIn', 'requestedAt', 'id'])
@Index('order_approvals_by_person', ['requestedBy'])
@Index('order_approvals_by_order', ['order'])
@Index('order_approvals_to_expire', ['status', 'expiresAt'])
export class OrderApproval extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('The client, who would pay.'))
  @ManyToOne(() => Organisation, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => Organisation, nullable('The Partner’s Organisation, which would order.'))
  @ManyToOne(() => Organisation, { nullable: false })
  requestedIn: Relation<Organisation>

  @ManyToOne(() => User, { nullable: false })
  requestedBy: Relation<User>

  @Field(() => OrderKind, nullable('A purchase or a renewal.'))
  @Column(choice(OrderKind))
  kind: OrderKind

  @Field(() => String, nullable('What would be ordered, in words.'))
  @Searchable(longText)
  description: string

  /** What would be ordered, as JSON: what `placeOrder` or `renewProduct` was given. */
  @Column(longText)
  wanted: string

  @Field(() => Money, nullable('What it would cost at most, excluding VAT.'))
  @Column(minorUnits)
  total: number

  @Column(currency)
  currency: string

  @Field(() => OrderApprovalStatus, nullable('Its status.'))
  @Column(choice(OrderApprovalStatus))
  status: OrderApprovalStatus

  @Field(() => DateTimeScalar, nullable('When the Partner asked.'))
  @Column(instant)
  requestedAt: Date

  @Field(() => DateTimeScalar, nullable('Until when it may be answered.'))
  @Column(instant)
  expiresAt: Date

  @Field(() => DateTimeScalar, nullable('When it was answered, taken back or expired.'))
  @Column(optional(instant))
  answeredAt: Date | null

  @Field(() => Order, nullable('The order that was made of it.'))
  @ManyToOne(() => Order, { nullable: true })
  order: Relation<Order> | null
}

export const OrderApprovalConnection = Connection(() => OrderApproval, 'OrderApproval')
