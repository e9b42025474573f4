import { In } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { ClientGrant } from './client-grant.entity'
import { ProductGrant } from './product-grant.entity'

/** What a membership is granted from now on; left out: as it is. `by`: who grants what is new. */
export interface GrantsWanted {
  readonly products?: readonly number[]
  readonly clients?: readonly number[]
  readonly by: number
}

/** WHY what stays is not written again: an external person sees the colleague who granted. */
export async function setGrants(
  { manager, now }: Transaction,
  key: number,
  { products, clients, by }: GrantsWanted,
): Promise<void> {
  const membership = { id: key }
  const granted = { membership, grantedBy: { id: by }, grantedAt: now }
  if (products !== undefined) {
    const rows = await manager.find(ProductGrant, { where: { membership }, relations: { product: true } })
    const { gone, added } = changes(
      rows.map((row) => ({ id: row.id, to: row.product.id })),
      products,
    )
    await manager.delete(ProductGrant, { id: In(gone) })
    for (const id of added) await manager.insert(ProductGrant, { ...granted, product: { id } })
  }
  if (clients !== undefined) {
    const rows = await manager.find(ClientGrant, { where: { membership }, relations: { client: true } })
    const { gone, added } = changes(
      rows.map((row) => ({ id: row.id, to: row.client.id })),
      clients,
    )
    await manager.delete(ClientGrant, { id: In(gone) })
    for (const id of added) await manager.insert(ClientGrant, { ...granted, client: { id } })
  }
}

function changes(
  rows: readonly { readonly id: number; readonly to: number }[],
  wanted: readonly number[],
): { readonly gone: number[]; readonly added: readonly number[] } {
  const known = new Set(rows.map(({ to }) => to))
  return {
    gone: rows.filter(({ to }) => !wanted.includes(to)).map(({ id }) => id),
    added: wanted.filter((id) => !known.has(id)),
  }
}
