import {
  type PartnershipAccess,
  type PartnershipStatus,
  type PaymentMode,
} from '../partnership/partnership-terms'

/** Who settles an order, at which price, and how a Partner earns on it. Frozen with the order. */
export type OrderTerms =
  | { readonly payer: number; readonly price: 'PUBLIC'; readonly income: 'CASHBACK' }
  | { readonly payer: number; readonly price: 'RESELLER'; readonly income: 'DISCOUNT' }

/**
 * The terms of an order, from who places it: the heart of the domain.
 * INVARIANT: whoever orders for itself pays itself, whatever the payment mode; a Partner pays only what it
 * ordered under "partner pays".
 */
export function orderTerms(placement: Placement): OrderTerms {
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
export function clientPays(client: number): OrderTerms {
  return { payer: client, price: 'PUBLIC', income: 'CASHBACK' }
}

/** At its reseller price: the discount is its income. */
export function partnerPays(partner: number): OrderTerms {
  return { payer: partner, price: 'RESELLER', income: 'DISCOUNT' }
}

/** Who starts a renewal: the service itself when it is due, or a person. */
export type Renewal = { readonly by: 'ITSELF' } | { readonly by: 'PLACEMENT'; readonly placement: Placement }

/**
 * The terms of a renewal. What somebody renews is settled like what they order; only a service that renews itself goes
 * to the payer stored on it.
 * INVARIANT: nobody is billed for what another Organisation's people placed, but a client for what its full Partner
 * places under "client pays".
 */
export function renewalTerms(
  renewal: Renewal,
  product: { readonly organisation: number; readonly payer: number },
): OrderTerms {
  switch (renewal.by) {
    case 'ITSELF':
      return storedPayer(product)
    case 'PLACEMENT':
      return orderTerms(renewal.placement)
  }
}

function storedPayer({ organisation, payer }: { organisation: number; payer: number }): OrderTerms {
  return payer === organisation ? clientPays(organisation) : partnerPays(payer)
}

/** The role in which an order is placed. Organisations are named by their numbers; a Partner has that of its own. */
export type Placement =
  | { readonly by: 'CLIENT'; readonly client: number }
  | { readonly by: 'LIMITED_PARTNER'; readonly client: number; readonly partner: number }
  | {
      readonly by: 'FULL_PARTNER'
      readonly client: number
      readonly partner: number
      readonly paymentMode: `${PaymentMode}`
    }

/** The facts of a partnership that decide who may order. */
export interface PayingMandate {
  readonly client: number
  readonly partner: number
  readonly status: `${PartnershipStatus}`
  readonly partnerAccess: `${PartnershipAccess}`
  readonly paymentMode: `${PaymentMode}` | null
}

/**
 * The role in which the acting Organisation orders for a client; undefined if it may not order.
 * INVARIANT: fails closed. Only an active mandate of this very pair counts, and a full one without a mode does not.
 */
export function placementOf(
  order: { readonly placedIn: number; readonly placedFor: number },
  mandates: readonly PayingMandate[],
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
