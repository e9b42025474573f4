import { publicPrices as price } from '../../reference-data'
import { type Story } from '../story'

/**
 * Jurawanderer looks for a Partner and has not found one: a refusal, a cancelled and an expired
 * invitation, one still pending. Its name changed since the first of them.
 */
export const jura: Story = {
  partnerships: {
    'jura-quarz': {
      client: 'jura',
      clientName: 'Wandergruppe Jura',
      partner: 'quarz',
      access: 'FULL',
      mode: 'CLIENT_PAYS',
      status: 'REFUSED',
      invitedBy: 'tobias-chetelat',
      invitedAt: '2025-11-10 19:00',
      endedAt: '2025-11-13 08:00',
    },
    'jura-sentiero': {
      client: 'jura',
      clientName: 'Wandergruppe Jura',
      partner: 'sentiero',
      access: 'LIMITED',
      status: 'CANCELLED',
      invitedBy: 'tobias-chetelat',
      invitedAt: '2025-12-01 19:00',
      endedAt: '2025-12-04 21:00',
      products: ['jura-website'],
    },
    'jura-sommet': {
      client: 'jura',
      clientName: 'Wandergruppe Jura',
      partner: 'sommet',
      access: 'FULL',
      mode: 'PARTNER_PAYS',
      status: 'EXPIRED',
      invitedBy: 'tobias-chetelat',
      invitedAt: '2026-01-12 18:30',
      endedAt: '2026-02-11 18:30',
    },
    'jura-nordlicht': {
      client: 'jura',
      partner: 'nordlicht',
      access: 'FULL',
      mode: 'PARTNER_PAYS',
      status: 'PENDING',
      invitedBy: 'tobias-chetelat',
      invitedAt: '2026-11-20 20:10',
    },
  },
  products: {
    'jura-website': {
      organisation: 'jura',
      category: 'WEB_HOSTING',
      name: 'Tour calendar',
      expiresOn: '2027-06-23',
      payer: 'jura',
      publicPrice: price.WEB_HOSTING,
      managedBy: 'tobias-chetelat',
      since: '2025-06-23',
    },
    'jura-shop-domain': {
      organisation: 'jura',
      category: 'DOMAIN',
      name: 'wanderkarten.example',
      expiresOn: '2027-01-08',
      payer: 'jura',
      publicPrice: price.DOMAIN,
      holder: 'birkenhof-ag',
      managedBy: 'tobias-chetelat',
      since: '2025-01-08',
    },
  },
  orders: {
    'jura-own': {
      placedIn: 'jura',
      placedBy: 'tobias-chetelat',
      placedFor: 'jura',
      payer: 'jura',
      at: '2025-06-23 20:00',
      products: ['jura-website'],
      invoice: { issuedOn: '2025-06-23', paidOn: '2025-06-23', paidFrom: 'CARD' },
    },
    'jura-renewal': {
      placedIn: 'jura',
      placedBy: 'tobias-chetelat',
      placedFor: 'jura',
      payer: 'jura',
      at: '2026-06-15 20:00',
      kind: 'RENEWAL',
      products: ['jura-website', 'jura-shop-domain'],
      invoice: { issuedOn: '2026-06-15', paidOn: '2026-06-15', paidFrom: 'CARD' },
    },
  },
}
