import type { VatStatus } from '../organisation/vat-status'

/** What can happen to the VAT number of an Organisation. */
export type VatEvent =
  /** A number was given that can be one (`checkVatNumber`), or given again. */
  | 'GIVEN'
  /** The number was taken away, or country or kind changed so that none applies. */
  | 'REMOVED'
  /** What the register said. */
  | 'CONFIRMED'
  | 'REFUSED'
  | 'UNREACHABLE'

/**
 * The status after an event.
 * INVARIANT: VALID follows from the register's last answer and nothing else; in doubt the number is UNVERIFIED,
 * and VAT is charged. Where there is no number, no answer makes one.
 */
export function vatStatusAfter(status: `${VatStatus}`, event: VatEvent): `${VatStatus}` {
  switch (event) {
    case 'GIVEN':
      return 'UNVERIFIED'
    case 'REMOVED':
      return 'NOT_APPLICABLE'
    case 'CONFIRMED':
      return status === 'NOT_APPLICABLE' ? status : 'VALID'
    case 'REFUSED':
      return status === 'NOT_APPLICABLE' ? status : 'INVALID'
    case 'UNREACHABLE':
      // WHY not INVALID → UNVERIFIED: silence does not take back a refusal. Both are charged.
      return status === 'VALID' ? 'UNVERIFIED' : status
  }
}
