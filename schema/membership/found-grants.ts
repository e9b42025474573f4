import { In } from 'typeorm'
import type { ActingTransaction } from '../../src/write/transaction'
import { PartnershipStatus } from '../partnership/partnership-status'
import { Partnership } from '../partnership/partnership.entity'
import { Product } from '../product/product.entity'
import { refuse } from '../user-error/refuse'

export interface GrantsAsked {
  readonly productIds?: readonly string[] | null | undefined
  readonly clientIds?: readonly string[] | null | undefined
}

export interface Grants {
  readonly products: readonly number[]
  readonly clients: readonly number[]
}

/**
 * The clients that ids name: those who asks may know of. WHY first of all: they are held with the Organisation acted in.
 * @throws Refusal NOT_FOUND
 */
export function namedClients(tx: ActingTransaction, { clientIds }: GrantsAsked): Promise<readonly number[]> {
  return tx.named('Organisation', clientIds ?? [], 'clientIds')
}

/**
 * The products that ids name, held so that none is given away meanwhile, and the clients found before. All or none.
 * @throws Refusal NOT_FOUND: a product that is not installed here, a client that is none, and what may not be known.
 */
export async function foundGrants(
  tx: ActingTransaction,
  here: number,
  {
    productIds,
    clients,
  }: { readonly productIds: GrantsAsked['productIds']; readonly clients: readonly number[] },
): Promise<Grants> {
  const products = await tx.targets('Product', productIds ?? [], 'productIds')
  const installed = await tx.manager.countBy(Product, { id: In([...products]), organisation: { id: here } })
  if (installed !== products.length) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'productIds' })
  const managed = await tx.manager.countBy(Partnership, {
    client: { id: In([...clients]) },
    partner: { id: here },
    status: PartnershipStatus.ACTIVE,
  })
  if (managed !== clients.length) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'clientIds' })
  return { products, clients }
}
