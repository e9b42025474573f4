import type { Operation } from '../../src/write/operation'
import { HolderChange } from './holder-change.entity'
import { openHolderChange } from './open-holder-change'
import type { HolderChangeLinkInput } from './product.inputs'

/** The current holder does not agree, by the link: everything stays as it is. */
export const refuseHolderChange: Operation<HolderChangeLinkInput> = {
  name: 'refuseHolderChange',
  by: 'anyone',
  run: async (tx, { token }) => {
    const { id, product, newHolder } = await openHolderChange(tx, token)
    await tx.manager.update(HolderChange, id, { refusedAt: tx.now })
    await tx.audit({
      action: 'product holder change refused',
      subject: { type: 'Product', key: product.id },
      organisation: product.organisation.id,
      detail: { from: product.holder?.id ?? null, to: newHolder.id },
    })
    return { productName: product.name }
  },
}
