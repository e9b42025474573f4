import type { Inquiry } from '../../src/write/inquiry'
import { HolderChangeByLink, HolderRecord } from './holder-change-by-link'
import { findHolderChange } from './open-holder-change'

/** What the page behind the link shows. */
export const holderChangeOfLink: Inquiry<{ readonly token: string }, HolderChangeByLink> = {
  name: 'holderChange',
  find: async (tx, { token }) => {
    const change = await findHolderChange(tx, token)
    const holder = change?.product.holder ?? null
    if (change === undefined || holder === null) return null
    const { name, kind, email, phone, address } = holder
    return Object.assign(new HolderChangeByLink(), {
      productName: change.product.name,
      holder: Object.assign(new HolderRecord(), { name, kind, email, phone, address }),
      newHolderName: change.newHolder.name,
      expiresAt: change.expiresAt,
    })
  },
}
