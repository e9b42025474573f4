import { Field, Int, ObjectType } from 'type-graphql'
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
import { Searched, Via } from '../../src/read/schema/annotations'
import { choice, currency, digest, flag, instant, minorUnits, nullable, optional, text } from '../columns'
import { Money } from '../money/money'
import { Organisation } from '../organisation/organisation.entity'
import { Partner } from '../partner/partner.entity'
import { Product, ProductConnection } from '../product/product.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'
import {
  PartnershipAccess,
  PartnershipEventKind,
  PartnershipStatus,
  PartnershipTerms,
  PaymentMode,
} from './partnership-terms'

/**
 * The mandate a client Organisation gives to a Partner.
 * INVARIANT: one that is live (pending or active) per pair, and one active full one per client; the
 * database refuses a second through the generated columns below.
 */
@ObjectType({ implements: Node, description: 'The mandate between a client and a Partner.' })
@Entity('partnerships')
@Searched(['clientName', 'client.name', 'partner.displayName'])
@Unique('partnerships_one_live_per_pair', ['livePartnerId', 'client'])
@Unique('partnerships_one_full_per_client', ['fullClientId'])
@Unique('partnerships_token', ['tokenHash'])
@Index('partnerships_by_expiry', ['status', 'expiresAt'])
@Index('partnerships_by_inviter', ['invitedBy', 'partner', 'status'])
@Index('partnerships_by_client', ['client', 'partner', 'status', 'partnerAccess', 'paymentMode'])
@Index('partnerships_by_partner', ['partner', 'status', 'client', 'partnerAccess', 'paymentMode'])
export class Partnership extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Organisation, nullable('Who gives the mandate.'))
  @ManyToOne(() => Organisation, (organisation) => organisation.partnerships, { nullable: false })
  client: Relation<Organisation>

  @Field(() => String, nullable('The name of the client as it was when the partnership last was live.'))
  @Searchable(text(200))
  clientName: string

  @Field(() => Partner, nullable('Who receives the mandate.'))
  @ManyToOne(() => Partner, (partner) => partner.clients, { nullable: false })
  partner: Relation<Partner>

  @Field(() => PartnershipAccess, nullable('The granted products only, or the whole client.'))
  @Column(choice(PartnershipAccess))
  partnerAccess: PartnershipAccess

  @Field(() => PaymentMode, nullable('Who settles the orders of the Partner; with full access only.'))
  @Column(optional(choice(PaymentMode)))
  paymentMode: PaymentMode | null

  @Field(() => PartnershipStatus, nullable('Its status.'))
  @Column(choice(PartnershipStatus))
  status: PartnershipStatus

  @Field(
    () => Money,
    nullable(
      'How much one order of the Partner may cost the client, excluding VAT, before its owner is asked.',
    ),
  )
  @Column(optional(minorUnits))
  orderLimit: number | null

  @Field(
    () => Money,
    nullable('How much all orders of the Partner in a month may cost the client before its owner is asked.'),
  )
  @Column(optional(minorUnits))
  monthLimit: number | null

  /** Of the limits; null where there are none. */
  @Column(optional(currency))
  currency: string | null

  @Field(() => User, nullable('Who sent the invitation.'))
  @ManyToOne(() => User, (user) => user.sentInvitations, { nullable: true })
  invitedBy: Relation<User> | null

  @Field(() => DateTimeScalar, nullable('When it was offered.'))
  @Column(instant)
  invitedAt: Date

  @Field(() => DateTimeScalar, nullable('When the Partner accepted.'))
  @Column(optional(instant))
  startedAt: Date | null

  @Field(() => DateTimeScalar, nullable('When it came to its end, in whichever way.'))
  @Column(optional(instant))
  endedAt: Date | null

  /** Until when an invitation can be answered. */
  @Column(optional(instant))
  expiresAt: Date | null

  /** Of the link in the invitation. Single use: removed by the answer, replaced by re-sending. */
  @Column(optional(digest))
  tokenHash: string | null

  @Column(flag)
  requestedByPartner: boolean

  @Column({
    type: 'int',
    nullable: true,
    select: false,
    insert: false,
    update: false,
    generatedType: 'VIRTUAL',
    asExpression: "CASE WHEN status IN ('PENDING', 'ACTIVE') THEN partner_id END",
  })
  livePartnerId: number | null

  @Column({
    type: 'int',
    nullable: true,
    select: false,
    insert: false,
    update: false,
    generatedType: 'VIRTUAL',
    asExpression: "CASE WHEN status = 'ACTIVE' AND partner_access = 'FULL' THEN client_id END",
  })
  fullClientId: number | null

  @OneToMany(() => PartnershipGrant, (grant) => grant.partnership)
  grants: PartnershipGrant[]

  @Field(() => [PartnershipEvent], nullable('What happened to it, in order.'))
  @OneToMany(() => PartnershipEvent, (event) => event.partnership)
  history: PartnershipEvent[]

  @Field(() => ProductConnection, nullable('The products granted, with limited access.'))
  @Via('grants', 'product')
  grantedProducts: Product[]

  @Field(() => Int, nullable('How many products it covers that have not ended.'))
  @VirtualColumn({
    type: 'int',
    query: (alias) =>
      `SELECT CASE WHEN ${alias}.partner_access = 'FULL' ` +
      `THEN (SELECT COUNT(*) FROM products p WHERE p.organisation_id = ${alias}.client_id AND p.status <> 'ENDED') ` +
      `ELSE (SELECT COUNT(*) FROM partnership_grants g JOIN products p ON p.id = g.product_id ` +
      `WHERE g.partnership_id = ${alias}.id AND p.status <> 'ENDED') END`,
  })
  productCount: number
}

/** One step in the history of a partnership. Its exact products are in the audit entry of the step. */
@ObjectType({ description: 'One step in the history of a partnership.' })
@Entity('partnership_events')
@Index('partnership_events_of_partnership', ['partnership', 'at', 'id'])
export class PartnershipEvent {
  @PrimaryGeneratedColumn()
  id: number

  @ManyToOne(() => Partnership, (partnership) => partnership.history, { nullable: false })
  partnership: Relation<Partnership>

  @Field(() => PartnershipEventKind, nullable('What happened.'))
  @Column(choice(PartnershipEventKind))
  kind: PartnershipEventKind

  @Field(() => DateTimeScalar, nullable('When it happened.'))
  @Column({ ...instant, name: 'happened_at' })
  at: Date

  @Field(() => User, nullable('Who did it, if you may know them; nobody, if it expired.'))
  @ManyToOne(() => User, { nullable: true })
  byUser: Relation<User> | null

  @Field(() => PartnershipTerms, nullable('The terms before.'))
  @Column(() => PartnershipTerms, { prefix: 'before' })
  before: PartnershipTerms

  @Field(() => PartnershipTerms, nullable('The terms after.'))
  @Column(() => PartnershipTerms, { prefix: 'after' })
  after: PartnershipTerms
}

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

export const PartnershipConnection = Connection(() => Partnership, 'Partnership')
