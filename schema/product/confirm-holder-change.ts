import type { Operation } from '../../src/write/operation'
import { HolderChange } from './holder-change.entity'
import { openHolderChange } from './open-holder-change'
import { Product } from './product.entity'
import type { HolderChangeLinkInput } from './product.inputs'

/** The current holder agrees, by the link: the product stands in the new name from now on. */
export const confirmHolderChange: Operation<HolderChangeLinkInput> = {
  name: 'confirmHolderChange',
  by: 'anyone',
  run: async (tx, { token }) => {
    const { id, product, newHolder } = await openHolderChange(tx, token)
    await tx.manager.update(HolderChange, id, { confirmedAt: tx.now })
    await tx.manager.update(Product, product.id, { holder: { id: newHolder.id } })
    await tx.audit({
      action: 'product holder change confirmed',
      subject: { type: 'Product', key: product.id },
      organisation: product.organisation.id,
      detail: { from: product.holder?.id ?? null, to: newHolder.id },
    })
    return { productName: product.name }
  },
}
