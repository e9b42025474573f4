import type { Deed } from './deed'
import { answering, inviting } from './deeds-on-mandates'
import { toppingUp } from './deeds-on-money'
import { ordering, renewing } from './deeds-on-orders'

/**
 * How every history begins, so that there is something to switch, pay and end: one client whose Partner pays, one who
 * pays for what its Partner orders, some orders and some money; and a second Partner who accepts too late.
 */
export const opening: readonly Deed[] = [
  ordering({ client: 0, by: 0, category: 'WEB_HOSTING' }),
  inviting({ client: 0, partner: 0, access: 'FULL', mode: 'PARTNER_PAYS', products: [] }),
  inviting({ client: 0, partner: 1, access: 'FULL', mode: 'CLIENT_PAYS', products: [] }),
  answering({ which: 0, how: 'accept' }),
  answering({ which: 1, how: 'accept' }),
  inviting({ client: 1, partner: 1, access: 'FULL', mode: 'CLIENT_PAYS', products: [] }),
  answering({ which: 1, how: 'accept' }),
  ordering({ client: 0, by: 1, category: 'CLOUD_SERVER' }),
  ordering({ client: 1, by: 2, category: 'WEB_HOSTING' }),
  ordering({ client: 1, by: 0, category: 'DOMAIN' }),
  renewing({ which: 1, by: 0, atOwnCost: false }),
  renewing({ which: 0, by: 1, atOwnCost: false }),
  renewing({ which: 2, by: 2, atOwnCost: false }),
  toppingUp({ who: 0, amount: 300_000 }),
  toppingUp({ who: 1, amount: 200_000 }),
  toppingUp({ who: 2, amount: 300_000 }),
]
