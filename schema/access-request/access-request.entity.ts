import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import { Searchable } from '../../src/platform/database/text-key'
import { choice, instant, nullable, optional, text } from '../columns'
import { Partner } from '../partner/partner.entity'
import { PartnershipAccess, PaymentMode } from '../partnership/partnership-terms'
import { Partnership } from '../partnership/partnership.entity'
import { Connection } from '../relay/connection'
import { Node } from '../relay/node'
import { DateTimeScalar } from '../scalars'
import { User } from '../user/user.entity'

/** The status of a request for access. */
export enum AccessRequestStatus {
  PENDING = 'PENDING',
  GRANTED = 'GRANTED',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(AccessRequestStatus, {
  name: 'AccessRequestStatus',
  description: 'The status of a request for access.',
  valuesConfig: {
    PENDING: { description: 'Not answered yet, for whatever reason.' },
    GRANTED: { description: 'Granted by the client, as asked or otherwise: a partnership is in force.' },
    REFUSED: { description: 'Refused by the client.' },
    CANCELLED: { description: 'Taken back by the Partner.' },
    EXPIRED: { description: 'Not answered in time.' },
  },
})

/**
 * What a Partner asked of somebody it names by an e-mail address.
 * INVARIANT: until the client answers, no visible field shows whether the address belongs to anybody.
 */
@ObjectType({ implements: Node, description: 'Access that a Partner has asked for.' })
@Entity('access_requests')
@Unique('access_requests_one_live_per_address', ['partner', 'liveEmail'])
@Unique('access_requests_partnership', ['partnership'])
@Index('access_requests_by_partner', ['partner', 'status', 'id'])
@Index('access_requests_by_asker', ['askedBy'])
@Index('access_requests_by_expiry', ['status', 'expiresAt'])
@Index('access_requests_by_delivery', ['status', 'deliveredAt'])
export class AccessRequest extends Node {
  @PrimaryGeneratedColumn()
  override id: number

  @Field(() => Partner, nullable('The Partner that asks for access.'))
  @ManyToOne(() => Partner, { nullable: false })
  partner: Relation<Partner>

  @Field(() => String, nullable('The name of the client, as the Partner wrote it.'))
  @Searchable(text(200))
  clientName: string

  /** INVARIANT: lower case, as addresses of users are. */
  @Field(() => String, nullable('The address of its legal representative, as the Partner wrote it.'))
  @Searchable(text(254))
  clientEmail: string

  @Field(() => PartnershipAccess, nullable('The access asked for; which products, the client says.'))
  @Column(choice(PartnershipAccess))
  partnerAccess: PartnershipAccess

  @Field(() => PaymentMode, nullable('Who should settle the orders of the Partner; with full access only.'))
  @Column(optional(choice(PaymentMode)))
  paymentMode: PaymentMode | null

  @Field(() => AccessRequestStatus, nullable('Its status.'))
  @Column(choice(AccessRequestStatus))
  status: AccessRequestStatus

  @Field(() => User, nullable('Who of the Partner asked.'))
  @ManyToOne(() => User, { nullable: false })
  askedBy: Relation<User>

  @Field(() => DateTimeScalar, nullable('When it was asked.'))
  @Column(instant)
  askedAt: Date

  @Field(() => DateTimeScalar, nullable('Until when it can be answered.'))
  @Column(instant)
  expiresAt: Date

  @Field(() => DateTimeScalar, nullable('When it was answered, taken back or expired.'))
  @Column(optional(instant))
  closedAt: Date | null

  /** When the job looked up the client. Never shown. */
  @Column(optional(instant))
  deliveredAt: Date | null

  /** What the client sees of it, if the address is a client's. Never shown. */
  @ManyToOne(() => Partnership, { nullable: true })
  partnership: Relation<Partnership> | null

  @Column({
    type: 'varchar',
    length: 254,
    nullable: true,
    select: false,
    insert: false,
    update: false,
    generatedType: 'VIRTUAL',
    asExpression: "CASE WHEN status = 'PENDING' THEN client_email END",
  })
  liveEmail: string | null
}

export const AccessRequestConnection = Connection(() => AccessRequest, 'AccessRequest')
