import { registerEnumType } from 'type-graphql'

/** Where a request for access stands. */
export enum AccessRequestStatus {
  PENDING = 'PENDING',
  GRANTED = 'GRANTED',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(AccessRequestStatus, {
  name: 'AccessRequestStatus',
  description: 'Where a request for access stands.',
  valuesConfig: {
    PENDING: { description: 'Not answered yet, for whatever reason.' },
    GRANTED: { description: 'Granted by the client, as asked or otherwise: a partnership is in force.' },
    REFUSED: { description: 'Refused by the client.' },
    CANCELLED: { description: 'Taken back by the Partner.' },
    EXPIRED: { description: 'Not answered in time.' },
  },
})
