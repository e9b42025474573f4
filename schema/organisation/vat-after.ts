import { checkVatNumber, type VatSubject } from '../vat/check-vat-number'
import { vatStatusAfter } from '../vat/vat-status-after'
import { refuse } from '../user-error/refuse'
import { VatStatus } from './vat-status'

/** What an Organisation has of VAT. */
export interface VatDetails {
  readonly vatNumber: string | null
  readonly vatStatus: VatStatus
}

/**
 * What it has after a change of its details; `given` undefined: nothing was said of the number. A number confirmed
 * before stays so if it is given again. One that cannot be of such an Organisation any more goes.
 * @throws Refusal for a number that cannot be one.
 */
export function vatAfter(
  before: VatDetails,
  given: string | null | undefined,
  subject: VatSubject & { readonly field?: string },
): VatDetails {
  const none = { vatNumber: null, vatStatus: VatStatus[vatStatusAfter(before.vatStatus, 'REMOVED')] }
  if (given === null) return none
  if (given === undefined) return stillFits(before, subject) ? before : none
  const checked = checkVatNumber(given, subject)
  if (!checked.ok)
    throw refuse('BAD_USER_INPUT', `VAT_NUMBER_${checked.problem}`, { field: subject.field ?? 'vatNumber' })
  const { text: vatNumber } = checked.vatNumber
  if (vatNumber === before.vatNumber && before.vatStatus === VatStatus.VALID) return before
  return { vatNumber, vatStatus: VatStatus[vatStatusAfter(before.vatStatus, 'GIVEN')] }
}

/** WHY not those to which no status applies: a Swiss company may keep its own number; it steers nothing. */
function stillFits({ vatNumber, vatStatus }: VatDetails, subject: VatSubject): boolean {
  if (vatNumber === null || vatStatus === VatStatus.NOT_APPLICABLE) return true
  return checkVatNumber(vatNumber, subject).ok
}
