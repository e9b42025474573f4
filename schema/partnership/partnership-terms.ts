import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Column } from 'typeorm'
import { choice, count, nullable, optional } from '../columns'

/** How much of the client a partnership covers. */
export enum PartnershipAccess {
  LIMITED = 'LIMITED',
  FULL = 'FULL',
}

registerEnumType(PartnershipAccess, {
  name: 'PartnershipAccess',
  description: 'How much of the client a partnership covers.',
  valuesConfig: {
    LIMITED: { description: 'Exactly the granted products.' },
    FULL: { description: 'The whole client Organisation, later products included.' },
  },
})

/** Who settles what the Partner orders for the client. */
export enum PaymentMode {
  CLIENT_PAYS = 'CLIENT_PAYS',
  PARTNER_PAYS = 'PARTNER_PAYS',
}

registerEnumType(PaymentMode, {
  name: 'PaymentMode',
  description: 'Who settles what the Partner orders for the client.',
  valuesConfig: {
    CLIENT_PAYS: { description: 'The client, at the public price.' },
    PARTNER_PAYS: { description: 'The Partner, at the reseller price.' },
  },
})

/** The status of a partnership. */
export enum PartnershipStatus {
  PENDING = 'PENDING',
  ACTIVE = 'ACTIVE',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
  ENDED = 'ENDED',
}

registerEnumType(PartnershipStatus, {
  name: 'PartnershipStatus',
  description: 'The status of a partnership.',
  valuesConfig: {
    PENDING: { description: 'Offered, not answered yet.' },
    ACTIVE: { description: 'In force.' },
    REFUSED: { description: 'Refused by the Partner.' },
    CANCELLED: { description: 'Withdrawn by the client before the answer.' },
    EXPIRED: { description: 'Not answered in time.' },
    ENDED: { description: 'Ended by either side.' },
  },
})

/** What happened to a partnership. */
export enum PartnershipEventKind {
  INVITED = 'INVITED',
  REQUESTED = 'REQUESTED',
  RESENT = 'RESENT',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
  ACCESS_CHANGED = 'ACCESS_CHANGED',
  PAYMENT_MODE_CHANGED = 'PAYMENT_MODE_CHANGED',
  ENDED = 'ENDED',
}

registerEnumType(PartnershipEventKind, {
  name: 'PartnershipEventKind',
  description: 'What happened to a partnership.',
  valuesConfig: {
    INVITED: { description: 'Offered by the client.' },
    REQUESTED: { description: 'Asked for by the Partner.' },
    RESENT: { description: 'Offered again, with a new link.' },
    ACCEPTED: { description: 'Accepted by the other side; the mandate began.' },
    REFUSED: { description: 'Refused by the other side.' },
    CANCELLED: { description: 'Withdrawn by the side that had sent it.' },
    EXPIRED: { description: 'Not answered in time.' },
    ACCESS_CHANGED: { description: 'Given another access or other products.' },
    PAYMENT_MODE_CHANGED: { description: 'Given another payment mode.' },
    ENDED: { description: 'Ended by either side.' },
  },
})

/** The terms of a mandate at one moment of its history, stored in the columns of the event. */
@ObjectType({ description: 'The terms of a mandate at one moment.' })
export class PartnershipTerms {
  @Field(() => PartnershipAccess, nullable('The granted products only, or the whole client.'))
  @Column(optional(choice(PartnershipAccess)))
  access: PartnershipAccess | null

  @Field(() => PaymentMode, nullable('Who settled the orders of the Partner; with full access only.'))
  @Column(optional(choice(PaymentMode)))
  paymentMode: PaymentMode | null

  @Field(() => Int, nullable('How many products were granted; with limited access only.'))
  @Column(optional(count))
  productCount: number | null
}
