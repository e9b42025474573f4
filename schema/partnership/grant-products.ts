import { In } from 'typeorm'
import type { Transaction } from '../../src/write/transaction'
import { PartnershipGrant } from './partnership-grant.entity'
import type { Terms } from './terms'

/**
 * Makes the granted products of a partnership those of its terms: none where the whole client is covered.
 * WHY what stays is not written again: which grant is the oldest decides who earns cashback.
 */
export async function grantProducts(tx: Transaction, partnership: number, terms: Terms): Promise<void> {
  const wanted = 'products' in terms ? terms.products : []
  const of = { partnership: { id: partnership } }
  const grants = await tx.manager.find(PartnershipGrant, { where: of, relations: { product: true } })
  const gone = grants.filter(({ product }) => !wanted.includes(product.id))
  const known = new Set(grants.map(({ product }) => product.id))
  await tx.manager.delete(PartnershipGrant, { id: In(gone.map(({ id }) => id)) })
  const added = wanted.filter((id) => !known.has(id))
  if (added.length === 0) return
  await tx.manager.insert(
    PartnershipGrant,
    added.map((id) => ({ ...of, product: { id } })),
  )
}
