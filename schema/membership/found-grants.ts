import { In } from 'typeorm'
import { parseGlobalId } from '../../src/query/global-id'
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
 * The products and clients that ids name, products held so that none is given away meanwhile. All of them or none.
 * @throws Refusal NOT_FOUND: a product that is not installed here, a client that is none, and what may not be known.
 */
export async function foundGrants(tx: ActingTransaction, here: number, asked: GrantsAsked): Promise<Grants> {
  const products = keysOf(asked.productIds ?? [], { type: 'Product', field: 'productIds' })
  const clients = keysOf(asked.clientIds ?? [], { type: 'Organisation', field: 'clientIds' })
  await tx.lock('products', products)
  const installed = await tx.manager.countBy(Product, { id: In(products), organisation: { id: here } })
  await mustSee(tx, { type: 'Product', keys: products, field: 'productIds', there: installed })
  const managed = await tx.manager.countBy(Partnership, {
    client: { id: In(clients) },
    partner: { id: here },
    status: PartnershipStatus.ACTIVE,
  })
  await mustSee(tx, { type: 'Organisation', keys: clients, field: 'clientIds', there: managed })
  return { products, clients }
}

function keysOf(
  ids: readonly string[],
  { type, field }: { readonly type: string; readonly field: string },
): readonly number[] {
  if (new Set(ids).size < ids.length) throw refuse('BAD_USER_INPUT', 'NAMED_TWICE', { field })
  return ids.map((id) => {
    const parsed = parseGlobalId(id)
    // Malformed is looked for like what is missing.
    return parsed?.type === type ? parsed.key : 0
  })
}

interface Found {
  readonly type: string
  readonly keys: readonly number[]
  readonly field: string
  readonly there: number
}

async function mustSee(tx: ActingTransaction, { type, keys, field, there }: Found): Promise<void> {
  let seen = there === keys.length
  for (const key of keys) seen = (await tx.sees(type, key)) && seen
  if (!seen) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field })
}
