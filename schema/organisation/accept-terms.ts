import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { TermsAcceptance } from './terms-acceptance.entity'
import { TERMS_VERSION } from './terms-version'

/** Notes who accepted the terms for this change, and when. @throws Refusal where they were not accepted. */
export async function acceptTerms(
  tx: ActingTransaction,
  organisation: number,
  accepted: boolean | null | undefined,
): Promise<void> {
  if (accepted !== true) throw refuse('BAD_USER_INPUT', 'TERMS_NOT_ACCEPTED', { field: 'termsAccepted' })
  await tx.manager.insert(TermsAcceptance, {
    organisation: { id: organisation },
    user: { id: tx.principal.user?.id ?? 0 },
    version: TERMS_VERSION,
    acceptedAt: tx.now,
  })
}
