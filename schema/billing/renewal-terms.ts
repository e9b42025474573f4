import { clientPays, orderTerms, partnerPays, type Terms } from './order-terms'
import type { Placement } from './placement'

/** Who renews: the service itself when it is due, or somebody who asks for it. */
export type Renewal =
  | { readonly by: 'ITSELF' }
  | { readonly by: 'CLIENT_AT_OWN_COST' }
  | { readonly by: 'PLACEMENT'; readonly placement: Placement }

/**
 * The terms of a renewal. It goes to the payer stored on the product, with two exceptions: a full Partner that
 * renews settles as the payment mode says, like its orders; and a client may take over the cost of a service
 * that its Partner has left unpaid.
 */
export function renewalTerms(
  renewal: Renewal,
  product: { readonly organisation: number; readonly payer: number },
): Terms {
  switch (renewal.by) {
    case 'ITSELF':
      return storedPayer(product)
    case 'CLIENT_AT_OWN_COST':
      return clientPays(product.organisation)
    case 'PLACEMENT':
      return renewal.placement.by === 'FULL_PARTNER' ? orderTerms(renewal.placement) : storedPayer(product)
  }
}

function storedPayer({ organisation, payer }: { organisation: number; payer: number }): Terms {
  return payer === organisation ? clientPays(organisation) : partnerPays(payer)
}
