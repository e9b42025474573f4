import type { Transaction } from '../../src/write/transaction'
import { Partnership } from './partnership.entity'

/** A partnership with the ids of both sides. */
export interface Offer {
  readonly key: number
  readonly client: number
  readonly clientName: string
  readonly partner: number
  readonly requestedByPartner: boolean
  readonly expiresAt: Date | null
  /** What the client is called now, whatever the partnership keeps. */
  readonly nameNow: string
}

/**
 * A partnership as it stands, held with its client's row: under that lock all that concerns a client's mandates is
 * done one after the other. INVARIANT: who the client is never changes, so it may be read before the lock.
 */
export async function heldOffer(tx: Transaction, key: number): Promise<Offer> {
  const of = { where: { id: key }, relations: { client: true, partner: true } }
  const { client } = await tx.manager.findOneOrFail(Partnership, of)
  await tx.lock('organisations', [client.id])
  await tx.lock('partnerships', [key])
  const held = await tx.manager.findOneOrFail(Partnership, of)
  return {
    key,
    client: held.client.id,
    clientName: held.clientName,
    partner: held.partner.id,
    requestedByPartner: held.requestedByPartner,
    expiresAt: held.expiresAt,
    nameNow: held.client.name,
  }
}
