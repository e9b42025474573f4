import type { PartnershipAccess } from '../partnership/partnership-access'
import type { PartnershipStatus } from '../partnership/partnership-status'
import type { PaymentMode } from '../partnership/payment-mode'

/** In which role an order is placed. Organisations are named by their numbers; a Partner has that of its own. */
export type Placement =
  | { readonly by: 'CLIENT'; readonly client: number }
  | { readonly by: 'LIMITED_PARTNER'; readonly client: number; readonly partner: number }
  | {
      readonly by: 'FULL_PARTNER'
      readonly client: number
      readonly partner: number
      readonly paymentMode: `${PaymentMode}`
    }

/** What a partnership's row says about ordering. */
export interface Mandate {
  readonly client: number
  readonly partner: number
  readonly status: `${PartnershipStatus}`
  readonly partnerAccess: `${PartnershipAccess}`
  readonly paymentMode: `${PaymentMode}` | null
}

/**
 * In which role the acting Organisation orders for a client; undefined where it has none.
 * INVARIANT: fails closed. Only an active mandate of this very pair counts, and a full one without a mode does not.
 */
export function placementOf(
  order: { readonly placedIn: number; readonly placedFor: number },
  mandates: readonly Mandate[],
): Placement | undefined {
  const { placedIn, placedFor: client } = order
  if (placedIn === client) return { by: 'CLIENT', client }
  const mandate = mandates.find(
    (each) => each.status === 'ACTIVE' && each.client === client && each.partner === placedIn,
  )
  if (mandate === undefined) return undefined
  const { partnerAccess, paymentMode } = mandate
  switch (partnerAccess) {
    case 'LIMITED':
      return { by: 'LIMITED_PARTNER', client, partner: placedIn }
    case 'FULL':
      return paymentMode === null ? undefined : { by: 'FULL_PARTNER', client, partner: placedIn, paymentMode }
  }
}
