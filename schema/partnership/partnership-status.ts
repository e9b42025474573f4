import { registerEnumType } from 'type-graphql'

/** Where a partnership stands. */
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
  description: 'Where a partnership stands.',
  valuesConfig: {
    PENDING: { description: 'Offered, not answered yet.' },
    ACTIVE: { description: 'In force.' },
    REFUSED: { description: 'Refused by the Partner.' },
    CANCELLED: { description: 'Withdrawn by the client before the answer.' },
    EXPIRED: { description: 'Not answered in time.' },
    ENDED: { description: 'Ended by either side.' },
  },
})
