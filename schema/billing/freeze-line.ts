import { cashbackOf } from './cashback-of'
import { discounted } from './discounted'
import type { Terms } from './order-terms'

/** What a Partner has off the public price of a line: its discounts in ten-thousandths, which multiply. */
export interface PartnerDiscounts {
  readonly partner: number
  readonly discounts: readonly number[]
}

/** The facts of one line at the moment it is ordered. */
export interface LineFacts {
  readonly publicPrice: number
  /** Of the Partner that pays; undefined where its programme has none, or the client pays. */
  readonly payer: PartnerDiscounts | undefined
  /** Of the Partner that earns cashback if the client pays (`cashbackPartner`). */
  readonly earner: PartnerDiscounts | undefined
}

/** What an order line keeps for good. */
export interface FrozenLine {
  readonly publicPrice: number
  readonly discountRate: number
  readonly price: number
  readonly cashbackRate: number
  readonly cashbackPartner: number | null
}

/**
 * Freezes price, discount and cashback of a line under the terms of its order.
 * INVARIANT: a line carries a reseller's discount or cashback, never both.
 */
export function freezeLine(terms: Terms, { publicPrice, payer, earner }: LineFacts): FrozenLine {
  switch (terms.price) {
    case 'PUBLIC':
      return { publicPrice, discountRate: 0, price: publicPrice, ...earned(publicPrice, earner) }
    case 'RESELLER': {
      if (payer !== undefined && payer.partner !== terms.payer) {
        throw new Error('These are the discounts of another Partner than the one that pays.')
      }
      const { rate, price } = discounted(publicPrice, payer?.discounts ?? [])
      return { publicPrice, discountRate: rate, price, ...nothing }
    }
  }
}

const nothing = { cashbackRate: 0, cashbackPartner: null }

function earned(publicPrice: number, earner: PartnerDiscounts | undefined) {
  if (earner === undefined) return nothing
  const cashbackRate = discounted(publicPrice, earner.discounts).rate
  // WHY: a share that comes to nothing is no cashback, and names nobody.
  if (cashbackOf({ publicPrice, cashbackRate }) === 0) return nothing
  return { cashbackRate, cashbackPartner: earner.partner }
}
