import type { Transaction } from '../../src/write/transaction'
import type { EarningMandate } from '../billing/cashback-partner'
import type { Mandate } from '../billing/placement'
import { PartnershipGrant } from '../partnership/partnership-grant.entity'
import { PartnershipStatus } from '../partnership/partnership-status'
import { Partnership } from '../partnership/partnership.entity'

/** A mandate of a client, as ordering looks at it: who may order, who pays, who earns. */
export type MandateInForce = Mandate & EarningMandate

/**
 * The active mandates of a client, with their grants on the product at hand; a product that does not exist yet was
 * granted to nobody.
 * INVARIANT: whoever calls holds the client's Organisation, so that they stay as they are read.
 */
export async function mandatesInForce(
  { manager }: Transaction,
  client: number,
  product: number | null,
): Promise<readonly MandateInForce[]> {
  const active = await manager.find(Partnership, {
    where: { client: { id: client }, status: PartnershipStatus.ACTIVE },
    relations: { partner: true },
    order: { id: 'ASC' },
  })
  const grants =
    product === null || active.length === 0
      ? []
      : await manager.find(PartnershipGrant, {
          where: active.map(({ id }) => ({ partnership: { id }, product: { id: product } })),
          relations: { partnership: true },
        })
  return active.map(({ id, partner, partnerAccess, paymentMode, status }) => ({
    client,
    partner: partner.id,
    status,
    partnerAccess,
    paymentMode,
    grants: grants
      .filter((grant) => grant.partnership.id === id)
      .map((grant) => ({ id: grant.id, product: product ?? 0 })),
  }))
}
