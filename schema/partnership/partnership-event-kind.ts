import { registerEnumType } from 'type-graphql'

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
    ACCEPTED: { description: 'Accepted by whoever was asked; the mandate began.' },
    REFUSED: { description: 'Refused by whoever was asked.' },
    CANCELLED: { description: 'Taken back by whoever had asked.' },
    EXPIRED: { description: 'Not answered in time.' },
    ACCESS_CHANGED: { description: 'Given another access or other products.' },
    PAYMENT_MODE_CHANGED: { description: 'Given another payment mode.' },
    ENDED: { description: 'Ended by either side.' },
  },
})
