import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { grantProducts } from './grant-products'
import { handBackProducts } from './hand-back-products'
import { hasOtherFullPartner } from './has-other-full-partner'
import { noteEvent } from './note-event'
import { heldOffer, type Offer } from './offer'
import { PartnershipAccess } from './partnership-access'
import { PartnershipEventKind } from './partnership-event-kind'
import { Partnership } from './partnership.entity'
import type { ChangePartnershipAccessInput } from './partnership.inputs'
import { termColumns, type Terms, termsOf } from './terms'
import { foundTerms, shapedTerms } from './terms-asked'

/**
 * The client gives its Partner more or less: other products, the whole client, or single products only. Effective at
 * once. The payment mode of full access that stays full is changed by `changePaymentMode`.
 */
export const changePartnershipAccess: Operation<ChangePartnershipAccessInput> = {
  name: 'changePartnershipAccess',
  by: 'signed in',
  run: async (tx, input) => {
    const shaped = shapedTerms(input)
    const key = await tx.target('Partnership', input.partnershipId, 'partnershipId')
    const mandate = await heldOffer(tx, key)
    await tx.authorise('changeAccess', 'Partnership', key)
    const after = await foundTerms(tx, mandate.client, shaped)
    const before = await termsOf(tx, key)
    await checkMayChange(tx, mandate, { before, after })
    await tx.manager.update(Partnership, key, termColumns(after))
    await grantProducts(tx, key, after)
    if (after.access === PartnershipAccess.LIMITED) await handBackProducts(tx, mandate)
    await noteEvent(tx, {
      partnership: key,
      client: mandate.client,
      kind: PartnershipEventKind.ACCESS_CHANGED,
      by: tx.principal.user?.id ?? null,
      before,
      after,
    })
    return { partnership: { type: 'Partnership', key } }
  },
}

async function checkMayChange(
  tx: ActingTransaction,
  mandate: Offer,
  { before, after }: { readonly before: Terms; readonly after: Terms },
): Promise<void> {
  if (before.access === PartnershipAccess.FULL && after.access === PartnershipAccess.FULL) {
    throw refuse('CONFLICT', 'UNCHANGED', { field: 'access' })
  }
  if ('products' in before && 'products' in after && sameProducts(before.products, after.products)) {
    throw refuse('CONFLICT', 'UNCHANGED', { field: 'productIds' })
  }
  if (after.access === PartnershipAccess.FULL && (await hasOtherFullPartner(tx, mandate))) {
    throw refuse('CONFLICT', 'FULL_PARTNER_EXISTS', { field: 'access' })
  }
}

function sameProducts(before: readonly number[], after: readonly number[]): boolean {
  return before.length === after.length && after.every((product) => before.includes(product))
}
