/** What happened to a partnership. */
export enum PartnershipEventKind {
  /** Offered by the client. */
  INVITED = 'INVITED',
  /** Asked for by the Partner. */
  REQUESTED = 'REQUESTED',
  /** Offered again, with a new link. */
  RESENT = 'RESENT',
  /** Accepted by the Partner. */
  ACCEPTED = 'ACCEPTED',
  /** Refused by the Partner. */
  REFUSED = 'REFUSED',
  /** Withdrawn by the client. */
  CANCELLED = 'CANCELLED',
  /** Not answered in time. */
  EXPIRED = 'EXPIRED',
  /** Given another access or other products. */
  ACCESS_CHANGED = 'ACCESS_CHANGED',
  /** Given another payment mode. */
  PAYMENT_MODE_CHANGED = 'PAYMENT_MODE_CHANGED',
  /** Ended by either side. */
  ENDED = 'ENDED',
}
