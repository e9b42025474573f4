import { type Transaction } from '../../src/write/transaction'
import { PartnershipAccess, type PaymentMode } from './partnership-terms'
import { Partnership, PartnershipGrant } from './partnership.entity'

/** What a mandate gives: single products, or the whole client and who settles what the Partner orders. */
export type MandateTerms =
  | { readonly access: PartnershipAccess.LIMITED; readonly products: readonly number[] }
  | { readonly access: PartnershipAccess.FULL; readonly paymentMode: PaymentMode }

/** The terms of a partnership as they stand. */
export async function termsOf(tx: Pick<Transaction, 'manager'>, partnership: number): Promise<MandateTerms> {
  const { paymentMode } = await tx.manager.findOneByOrFail(Partnership, { id: partnership })
  // The table has a mode exactly where access is full.
  if (paymentMode !== null) return { access: PartnershipAccess.FULL, paymentMode }
  const grants = await tx.manager.find(PartnershipGrant, {
    where: { partnership: { id: partnership } },
    relations: { product: true },
    order: { id: 'ASC' },
  })
  return { access: PartnershipAccess.LIMITED, products: grants.map(({ product }) => product.id) }
}

/** The columns of a partnership that say its terms. */
export function termColumns(terms: MandateTerms): Pick<Partnership, 'partnerAccess' | 'paymentMode'> {
  return { partnerAccess: terms.access, paymentMode: 'paymentMode' in terms ? terms.paymentMode : null }
}
