import { In } from 'typeorm'
import type { ActingTransaction } from '../../src/write/transaction'
import { Product } from '../product/product.entity'
import { refuse } from '../user-error/refuse'
import { PartnershipAccess } from './partnership-access'
import type { PaymentMode } from './payment-mode'
import type { Terms } from './terms'

/** Terms as the client writes them. */
export interface TermsInput {
  readonly access: PartnershipAccess
  readonly productIds?: readonly string[] | null | undefined
  readonly paymentMode?: PaymentMode | null | undefined
}

/** Terms whose products have not been looked for yet. */
export type ShapedTerms =
  | { readonly access: PartnershipAccess.LIMITED; readonly productIds: readonly string[] }
  | { readonly access: PartnershipAccess.FULL; readonly paymentMode: PaymentMode }

/** @throws Refusal BAD_USER_INPUT: limited access has products and no mode, full access a mode and no products. */
export function shapedTerms({ access, productIds, paymentMode }: TermsInput): ShapedTerms {
  const ids = productIds ?? []
  const mode = paymentMode ?? null
  switch (access) {
    case PartnershipAccess.LIMITED:
      if (mode !== null)
        throw refuse('BAD_USER_INPUT', 'NO_MODE_WITH_LIMITED_ACCESS', { field: 'paymentMode' })
      if (ids.length === 0) throw refuse('BAD_USER_INPUT', 'PRODUCTS_NEEDED', { field: 'productIds' })
      if (new Set(ids).size < ids.length) {
        throw refuse('BAD_USER_INPUT', 'PRODUCT_REPEATED', { field: 'productIds' })
      }
      return { access, productIds: ids }
    case PartnershipAccess.FULL:
      if (ids.length > 0)
        throw refuse('BAD_USER_INPUT', 'NO_PRODUCTS_WITH_FULL_ACCESS', { field: 'productIds' })
      if (mode === null) throw refuse('BAD_USER_INPUT', 'MODE_NEEDED', { field: 'paymentMode' })
      return { access, paymentMode: mode }
  }
}

/**
 * The same with the products found, and held so that none is given away meanwhile. All of them or none.
 * @throws Refusal NOT_FOUND: a product that is not the client's, or that may not be known.
 */
export async function foundTerms(tx: ActingTransaction, client: number, terms: ShapedTerms): Promise<Terms> {
  if (terms.access === PartnershipAccess.FULL) return terms
  const products = await tx.targets('Product', terms.productIds, 'productIds')
  const installed = await tx.manager.countBy(Product, { id: In([...products]), organisation: { id: client } })
  if (installed !== products.length) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'productIds' })
  return { access: terms.access, products }
}
