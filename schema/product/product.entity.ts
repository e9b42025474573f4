import { Field, ObjectType } from 'type-graphql'
import {
  Column,
  Entity,
  Index,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
  VirtualColumn,
} from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { Same, Searched, Via } from '../../src/read/schema/annotations'
import { choice, count, currency, day, flag, instant, minorUnits, nullable, optional, text } from '../columns'
import { Contact } from '../contact/contact.entity'
import { ProductGrant } from '../membership/membership.entity'
import { Money } from '../money/money'
import { OrderLine } from '../order/order-line.entity'
import { Order, OrderConnection } from '../order/order.entity'
import { Organisation } from '../organisation/organisation.entity'
import { PartnershipGrant } from '../partnership/partnership.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateScalar, DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'
import { HolderChange } from './holder-change.entity'
import { ProductCategory, ProductStatus } from './product-status'

/** In whose names a product stands, side by side. It has no table: its fields are those of the product. */
@ObjectType({ description: 'The names on a product, and whether they differ.' })
class RightsCheck {
  @Field(() => User, nullable('The user profile that manages it.'))
  userProfile: User | null

  @Field(() => Organisation, nullable('The Organisation it is installed on.'))
  organisation: Organisation | null

  @Field(() => Organisation, nullable('The Organisation that pays for it.'))
  billing: Organisation | null

  @Field(() => Contact, nullable('The holder, in whose name it is registered.'))
  holder: Contact | null

  @Field(
    () => Boolean,
    nullable('Whether one of them belongs to another side: a Partner, a former one, a stranger.'),
  )
  differs: boolean | null
}

/** A service. Managing organisation, holder and payer are three independent facts of it. */
@ObjectType({ implements: Node, description: 'A service, installed on the Organisation of a client.' })
@Entity('products')
@Searched(['name', 'organisation.name'])
@Index('products_by_name', ['nameKey', 'id'])
@Unique('products_domain_once', ['registeredDomain'])
@Index('products_by_organisation', ['organisation', 'id'])
@Index('products_by_payer', ['payer', 'id'])
@Index('products_by_holder', ['holder', 'id'])
@Index('products_by_manager', ['managedBy', 'id'])
@Index('products_by_due', ['status', 'expiresOn', 'id'])
export class Product extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('The Organisation it is installed on.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.products, { nullable: false })
  organisation: Relation<Organisation>

  @Field(() => ProductCategory, nullable('What kind of service it is.'))
  @Column(choice(ProductCategory))
  category: ProductCategory

  @Field(() => String, nullable('Its name: a domain name, a mail service.'))
  @Searchable(text(253))
  name: string

  @Field(() => ProductStatus, nullable('Its status.'))
  @Column(choice(ProductStatus))
  status: ProductStatus

  @Field(() => DateScalar, nullable('The day it is due for renewal.'))
  @Column(optional(day))
  expiresOn: string | null

  @Field(() => Boolean, nullable('Whether it is renewed without being asked.'))
  @Column(flag)
  autoRenew: boolean

  @Field(() => Organisation, nullable('Who is billed for its renewals.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.paidProducts, { nullable: false })
  payer: Relation<Organisation>

  @Field(() => Money, nullable('The public price of one year, excluding VAT.'))
  @Column(minorUnits)
  publicPrice: number

  @Field(() => Money, nullable('The price of one year for the Partner who pays it, excluding VAT.'))
  @Column(optional(minorUnits))
  resellerPrice: number | null

  @Column(currency)
  currency: string

  @Field(() => Boolean, nullable('Whether it is stopped because the billed Organisation has not paid yet.'))
  @VirtualColumn({
    type: 'boolean',
    query: (alias) =>
      `SELECT CASE WHEN ${alias}.status = 'SUSPENDED' AND EXISTS (` +
      'SELECT 1 FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN invoices i ON i.order_id = o.id ' +
      `WHERE l.product_id = ${alias}.id AND i.status IN ('OPEN', 'OVERDUE')) THEN 1 ELSE 0 END`,
  })
  paymentPending: boolean

  @Field(() => Contact, nullable('The holder, in whose name it is registered.'))
  @ManyToOne(() => Contact, (contact) => contact.products, { nullable: true })
  holder: Relation<Contact> | null

  @Field(() => User, nullable('The user profile that manages it.'))
  @ManyToOne(() => User, (user) => user.managedProducts, { nullable: true })
  managedBy: Relation<User> | null

  @Field(() => [HolderChange], nullable('The changes of holder that were asked for, and their outcome.'))
  @OneToMany(() => HolderChange, (change) => change.product)
  holderChanges: HolderChange[]

  @Field(
    () => DateTimeScalar,
    nullable('Since when its payer offers to hand that role to the Organisation it is installed on.'),
  )
  @Column(optional(instant))
  payerOfferedAt: Date | null

  @Column(instant)
  createdAt: Date

  /** The day of the month on which it began, so that a service that began on 29 February does not move to the 28th. */
  @Column(optional(count))
  anchorDay: number | null

  /** The due date of its last automatic renewal: each due date renews once. */
  @Column(optional(day))
  autoRenewedFor: string | null

  /** Which reminder was sent last: the number of days before the due date. */
  @Column(optional(count))
  remindedDaysBefore: number | null

  /** The domain name while the product has not ended. It is unique. */
  @Column({
    ...text(253),
    nullable: true,
    select: false,
    insert: false,
    update: false,
    generatedType: 'VIRTUAL',
    asExpression: "CASE WHEN category = 'DOMAIN' AND status <> 'ENDED' THEN name END",
  })
  registeredDomain: string | null

  @OneToMany(() => ProductGrant, (grant) => grant.product)
  grants: ProductGrant[]

  @OneToMany(() => PartnershipGrant, (grant) => grant.product)
  partnershipGrants: PartnershipGrant[]

  @OneToMany(() => OrderLine, (line) => line.product)
  orderLines: OrderLine[]

  @Field(() => OrderConnection, nullable('The orders and renewals of it.'))
  @Via('orderLines', 'order')
  orders: Order[]

  @Field(
    () => Boolean,
    nullable(
      'Whether user profile, payer or holder belong to another side than the Organisation it is installed on.',
    ),
  )
  @VirtualColumn({
    type: 'boolean',
    query: (alias) =>
      `SELECT CASE WHEN ${alias}.payer_id <> ${alias}.organisation_id ` +
      // Who manages it is nobody of the Organisation.
      `OR (${alias}.managed_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM memberships m ` +
      `WHERE m.user_id = ${alias}.managed_by_id AND m.organisation_id = ${alias}.organisation_id AND m.role <> 'EXTERNAL')) ` +
      // The holder is neither the Organisation nor one of its people, by name or address.
      `OR (${alias}.holder_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contacts c ` +
      `JOIN organisations o ON o.id = ${alias}.organisation_id WHERE c.id = ${alias}.holder_id ` +
      'AND (c.name = o.name OR c.name = o.legal_name OR EXISTS (SELECT 1 FROM memberships h ' +
      "JOIN users u ON u.id = h.user_id WHERE h.organisation_id = o.id AND h.role <> 'EXTERNAL' " +
      'AND (u.name = c.name OR u.email = c.email))))) ' +
      'THEN 1 ELSE 0 END',
  })
  namesDiffer: boolean

  @Field(() => RightsCheck, nullable('The names on it, side by side.'))
  @Same({
    userProfile: 'managedBy',
    organisation: 'organisation',
    billing: 'payer',
    holder: 'holder',
    differs: 'namesDiffer',
  })
  rightsCheck: RightsCheck
}

export const ProductConnection = Connection(() => Product, 'Product')
