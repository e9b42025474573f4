import type { Transaction } from '../../src/write/transaction'
import { sameTimeAfter } from './same-time-after'
import { offerWord } from './offer-word'
import { Partnership } from './partnership.entity'
import { tellPartner } from './tell-partner'
import { termsOf } from './terms'

const DAYS_TO_ANSWER = 30

/**
 * Gives an invitation a new link and sends it to the Partner. The link of an earlier mail no longer works, and the
 * time to answer begins anew. INVARIANT: only the digest of the token is stored.
 */
export async function sendInvitation(
  tx: Transaction,
  partnership: number,
  template: 'invitation' | 'invitation-resent',
): Promise<void> {
  const { token, hash } = tx.newToken()
  const expiresAt = sameTimeAfter(tx.now, DAYS_TO_ANSWER)
  await tx.manager.update(Partnership, partnership, { tokenHash: hash, expiresAt })
  const { productCount } = await tx.manager.findOneByOrFail(Partnership, { id: partnership })
  const offer = offerWord(await termsOf(tx, partnership))
  await tellPartner(tx, partnership, {
    template,
    data: (names) => ({
      ...names,
      offer,
      products: productCount,
      expiresOn: tx.dayOf(expiresAt),
      link: tx.link(`/invitation#token=${token}`),
    }),
  })
}
