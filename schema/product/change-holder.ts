import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { contactOf, type ContactRecord } from '../contact/contact-of'
import { Contact } from '../contact/contact.entity'
import { refuse } from '../user-error/refuse'
import { askHolder } from './ask-holder'
import { Product } from './product.entity'
import type { ChangeHolderInput } from './product.inputs'
import { ProductStatus } from './product-status'
import { voidHolderChanges } from './void-holder-changes'

/**
 * Names another holder. The current one is asked by mail and confirms within two days, else nothing changes; where
 * there is none, the new one is it at once. A later request takes the place of one that waits.
 */
export const changeHolder: Operation<ChangeHolderInput> = {
  name: 'changeHolder',
  by: 'signed in',
  run: async (tx, input) => {
    const key = await tx.target('Product', input.productId, 'productId')
    const { organisation } = await readProduct(tx, key)
    await tx.authorise('changeHolder', 'Product', key)
    const wanted = contactOf(input.holder, 'holder')
    const { holder, name, status } = await readProduct(tx, key)
    if (status === ProductStatus.ENDED) throw refuse('CONFLICT', 'PRODUCT_ENDED', { field: 'productId' })
    if (holder !== null && isSame(holder, wanted)) throw refuse('CONFLICT', 'UNCHANGED', { field: 'holder' })
    const newHolder = await tx.manager.save(Contact, wanted)
    await voidHolderChanges(tx, key)
    const about = { product: key, name, organisation: organisation.id, newHolder }
    const expiresAt = holder === null ? await takeAtOnce(tx, about) : await askHolder(tx, holder, about)
    return { product: { type: 'Product', key }, holderAnswersUntil: expiresAt?.toISOString() ?? null }
  },
}

function readProduct(tx: ActingTransaction, key: number): Promise<Product> {
  return tx.manager.findOneOrFail(Product, {
    where: { id: key },
    relations: { organisation: true, holder: true },
  })
}

async function takeAtOnce(
  tx: ActingTransaction,
  { product, organisation, newHolder }: { product: number; organisation: number; newHolder: Contact },
): Promise<null> {
  await tx.manager.update(Product, product, { holder: { id: newHolder.id } })
  await tx.audit({
    action: 'product holder named',
    subject: { type: 'Product', key: product },
    organisation,
    detail: { from: null, to: newHolder.id },
  })
  return null
}

function isSame(holder: Contact, { name, kind, email, phone, address }: ContactRecord): boolean {
  return (
    holder.name === name &&
    holder.kind === kind &&
    holder.email === email &&
    holder.phone === phone &&
    holder.address.street === address.street &&
    holder.address.postalCode === address.postalCode &&
    holder.address.city === address.city &&
    holder.address.country === address.country
  )
}
