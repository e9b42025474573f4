import { registerEnumType } from 'type-graphql'

export enum MemberInvitationStatus {
  PENDING = 'PENDING',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(MemberInvitationStatus, {
  name: 'MemberInvitationStatus',
  description: 'Where an invitation of a person stands. All but the first are final.',
  valuesConfig: {
    PENDING: { description: 'Sent, and not answered yet.' },
    ACCEPTED: { description: 'The person has joined.' },
    REFUSED: { description: 'The person does not want to join.' },
    CANCELLED: { description: 'Taken back.' },
    EXPIRED: { description: 'Nobody answered in time.' },
  },
})
