import type { PartnershipAccess } from '../partnership/partnership-access'

/** An active mandate of the client, with what it covers. */
export interface EarningMandate {
  readonly partner: number
  readonly partnerAccess: `${PartnershipAccess}`
  /** The products granted, with the number of the grant: a smaller one was given earlier. */
  readonly grants: readonly { readonly id: number; readonly product: number }[]
}

/** A line that the client pays. The product is null while it does not exist yet, so that nobody was granted it. */
export interface EarningLine {
  readonly placedIn: number
  readonly product: number | null
}

/**
 * Which Partner earns the cashback of a line the client pays: the one who ordered, else the full one, else the
 * one with the earliest grant on the product; nobody where no mandate covers it.
 * INVARIANT: at most one, and under limited access only for a granted product.
 */
export function cashbackPartner(line: EarningLine, active: readonly EarningMandate[]): number | undefined {
  const covering = active.filter((mandate) => covers(mandate, line.product))
  const ordering = covering.find((mandate) => mandate.partner === line.placedIn)
  const full = covering.find((mandate) => mandate.partnerAccess === 'FULL')
  return (ordering ?? full ?? earliest(covering, line.product))?.partner
}

function covers(mandate: EarningMandate, product: number | null): boolean {
  return mandate.partnerAccess === 'FULL' || mandate.grants.some((grant) => grant.product === product)
}

function earliest(mandates: readonly EarningMandate[], product: number | null): EarningMandate | undefined {
  const grantOf = (mandate: EarningMandate) =>
    Math.min(...mandate.grants.filter((grant) => grant.product === product).map((grant) => grant.id))
  return [...mandates].sort((a, b) => grantOf(a) - grantOf(b))[0]
}
