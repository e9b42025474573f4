import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { ProductGrant } from '../membership/product-grant.entity'
import { Organisation } from '../organisation/organisation.entity'
import { refuse } from '../user-error/refuse'
import { dropPartnerGrants } from './drop-partner-grants'
import { hasUnpaidOrder } from './has-unpaid-order'
import { priceIn } from './price-in'
import { Product } from './product.entity'
import type { TransferProductInput } from './product.inputs'
import { ProductStatus } from './product-status'
import { receivingOrganisation } from './receiving-organisation'
import { voidHolderChanges } from './void-holder-changes'

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
    // WHY again: both sides are held only now.
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
    publicPrice: await priceIn(tx, product, currency),
    resellerPrice: null,
    currency,
    managedBy: { id: tx.principal.user?.id ?? 0 },
  })
}
