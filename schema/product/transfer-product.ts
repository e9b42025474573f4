import { In } from 'typeorm'
import { parseGlobalId } from '../../src/read/cursor'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { Membership, ProductGrant } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { openRenewal } from '../order/renewals'
import { Organisation } from '../organisation/organisation.entity'
import { noteEvent } from '../partnership/partnership-history'
import { PartnershipEventKind, PartnershipStatus } from '../partnership/partnership-terms'
import { termsOf } from '../partnership/terms'
import { PartnershipGrant } from '../partnership/partnership.entity'
import { refuse } from '../user-error/user-error'
import { voidHolderChanges } from './answer-holder-change'
import { ProductStatus } from './product-status'
import { Product } from './product.entity'
import { type TransferProductInput } from './product.resolver'
import { priceIn } from './renew-product'

/**
 * Gives a product to another Organisation, by one person who is owner or administrator of both: the holder stays,
 * what Partners and members were granted on it goes, and the receiving side pays from now on. Issued invoices and
 * placed orders are not touched.
 */
export const transferProduct: Operation<TransferProductInput> = {
  name: 'transferProduct',
  by: 'signed in',
  run: async (tx, { productId, organisationId }) => {
    await tx.named('Product', [productId], 'productId')
    const receiving = await receivingOrganisation(tx, organisationId)
    const key = await tx.target('Product', productId, {
      field: 'productId',
      also: receiving === undefined ? [] : [receiving],
    })
    const { organisation } = await tx.manager.findOneOrFail(Product, {
      where: { id: key },
      relations: { organisation: true },
    })
    const from = organisation.id
    // WHY again: the locks on both sides are held only now.
    const to = await receivingOrganisation(tx, organisationId)
    await tx.authorise('transfer', 'Product', key)
    if (to === undefined) throw refuse('NOT_FOUND', 'NOTHING_HERE', { field: 'organisationId' })
    if (to === from) throw refuse('CONFLICT', 'ALREADY_INSTALLED_THERE', { field: 'organisationId' })
    await hand(tx, key, to)
    await voidHolderChanges(tx, key)
    const subject = { type: 'Product', key }
    const detail = { from, to }
    await tx.audit({ action: 'product given away', subject, organisation: from, detail })
    await tx.audit({ action: 'product received', subject, organisation: to, detail })
    return { product: { type: 'Product', key } }
  },
}

async function hand(tx: ActingTransaction, key: number, to: number): Promise<void> {
  const product = await tx.manager.findOneByOrFail(Product, { id: key })
  if (product.status === ProductStatus.ENDED)
    throw refuse('CONFLICT', 'PRODUCT_ENDED', { field: 'productId' })
  if (await hasUnpaidOrder(tx, key)) throw refuse('CONFLICT', 'UNPAID_ORDER', { field: 'productId' })
  const { currency } = await tx.manager.findOneByOrFail(Organisation, { id: to })
  await dropPartnerGrants(tx, key)
  await tx.manager.delete(ProductGrant, { product: { id: key } })
  await tx.manager.update(Product, key, {
    organisation: { id: to },
    payer: { id: to },
    payerOfferedAt: null,
    publicPrice: await priceIn(tx, product, currency),
    resellerPrice: null,
    currency,
    managedBy: { id: tx.principal.user?.id ?? 0 },
  })
}

const LIVE: readonly PartnershipStatus[] = [PartnershipStatus.PENDING, PartnershipStatus.ACTIVE]

/** Removes a product from every mandate that grants it, and notes it in the history of the live ones. */
async function dropPartnerGrants(tx: ActingTransaction, product: number): Promise<void> {
  const grants = await tx.manager.find(PartnershipGrant, {
    where: { product: { id: product } },
    relations: { partnership: { client: true } },
    order: { id: 'ASC' },
  })
  for (const { id, partnership } of grants) {
    const before = await termsOf(tx, partnership.id)
    await tx.manager.delete(PartnershipGrant, id)
    if (!LIVE.includes(partnership.status)) continue
    await noteEvent(tx, {
      partnership: partnership.id,
      client: partnership.client.id,
      kind: PartnershipEventKind.ACCESS_CHANGED,
      by: tx.principal.user?.id ?? null,
      before,
      after: await termsOf(tx, partnership.id),
    })
  }
}

/**
 * The Organisation with this public id, if the principal is its owner or administrator; otherwise undefined, as for one
 * that does not exist. Once it is locked, the membership cannot change.
 * WHY outside the policies: rights come from the acting Organisation; only a transfer needs rights in two.
 */
async function receivingOrganisation(tx: ActingTransaction, id: string): Promise<number | undefined> {
  const parsed = parseGlobalId(id)
  const where = {
    user: { id: tx.principal.user?.id ?? 0 },
    organisation: { id: parsed?.type === 'Organisation' ? parsed.key : 0 },
    role: In([Role.OWNER, Role.ADMINISTRATOR]),
  }
  const found = await tx.manager.findOneBy(Membership, where)
  if (found === null) return undefined
  tx.vouch('Organisation', where.organisation.id)
  return where.organisation.id
}

/** Whether an order of this product is unpaid or not billed yet. */
async function hasUnpaidOrder({ manager }: Pick<Transaction, 'manager'>, product: number): Promise<boolean> {
  const found = await manager.query<readonly object[]>(
    `SELECT o.id FROM order_lines l
     JOIN orders o ON o.id = l.order_id
     LEFT JOIN invoices i ON i.order_id = o.id
     WHERE l.product_id = ? AND o.status <> 'CANCELLED'
       AND (i.status IN ('OPEN', 'OVERDUE') OR (i.id IS NULL AND o.status IN ('PLACED', 'CONFIRMED')))
     LIMIT 1`,
    [product],
  )
  return found.length > 0
}

/**
 * A product with its client and who pays, for a job that decides about it.
 * INVARIANT: the client, the payer and who owes a renewal that waits are held, and both are still those of the product; undefined where they changed
 * while the locks were waited for.
 */
export async function heldProduct(tx: Transaction, key: number): Promise<Product | undefined> {
  const before = await find(tx, key)
  if (before === null) return undefined
  await tx.lock('organisations', [
    before.organisation.id,
    before.payer.id,
    (await openRenewal(tx, key))?.payer ?? before.payer.id,
  ])
  await tx.lock('products', [key])
  const product = await find(tx, key)
  const same = product?.organisation.id === before.organisation.id && product.payer.id === before.payer.id
  return same ? product : undefined
}

function find({ manager }: Transaction, id: number): Promise<Product | null> {
  return manager.findOne(Product, { where: { id }, relations: { organisation: true, payer: true } })
}
