import type { Placement } from './placement'

/** Who settles an order, at which price, and how a Partner earns on it. Frozen with the order. */
export type Terms =
  | { readonly payer: number; readonly price: 'PUBLIC'; readonly income: 'CASHBACK' }
  | { readonly payer: number; readonly price: 'RESELLER'; readonly income: 'DISCOUNT' }

/**
 * The terms of an order, from who places it: the heart of the domain.
 * INVARIANT: whoever orders for itself pays itself, whatever the payment mode; a Partner pays only what it
 * ordered under "partner pays".
 */
export function orderTerms(placement: Placement): Terms {
  switch (placement.by) {
    case 'CLIENT':
    case 'LIMITED_PARTNER':
      return clientPays(placement.client)
    case 'FULL_PARTNER':
      switch (placement.paymentMode) {
        case 'CLIENT_PAYS':
          return clientPays(placement.client)
        case 'PARTNER_PAYS':
          return partnerPays(placement.partner)
      }
  }
}

/** At the public price; the Partner's income is cashback. */
export function clientPays(client: number): Terms {
  return { payer: client, price: 'PUBLIC', income: 'CASHBACK' }
}

/** At its reseller price: the discount is its income. */
export function partnerPays(partner: number): Terms {
  return { payer: partner, price: 'RESELLER', income: 'DISCOUNT' }
}
