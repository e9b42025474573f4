import { publicPrices as price } from '../../reference-data'
import { type Story } from '../story'

/**
 * Partners are Organisations with products of their own, and may be clients: Pixelwerk has given Alpenrand
 * a full mandate. That opens Pixelwerk to Alpenrand, and nothing of Pixelwerk's clients.
 */
export const partnersOwn: Story = {
  partnerships: {
    'pixelwerk-alpenrand': {
      client: 'pixelwerk',
      partner: 'alpenrand',
      access: 'FULL',
      mode: 'CLIENT_PAYS',
      status: 'ACTIVE',
      invitedBy: 'laura-meier',
      invitedAt: '2025-07-01 08:00',
      startedAt: '2025-07-02 08:00',
    },
  },
  products: {
    'kontrast-website': {
      organisation: 'kontrast',
      category: 'WEB_HOSTING',
      name: 'Agency website',
      expiresOn: '2027-02-09',
      autoRenew: true,
      payer: 'kontrast',
      publicPrice: price.WEB_HOSTING,
      managedBy: 'simon-vogel',
      since: '2024-02-09',
    },
    'pixelwerk-mail': {
      organisation: 'pixelwerk',
      category: 'MAIL',
      name: 'Studio mail',
      expiresOn: '2027-07-14',
      payer: 'pixelwerk',
      publicPrice: price.MAIL,
      managedBy: 'laura-meier',
      since: '2025-07-14',
    },
  },
  orders: {
    'kontrast-own': {
      placedIn: 'kontrast',
      placedBy: 'simon-vogel',
      placedFor: 'kontrast',
      payer: 'kontrast',
      at: '2026-02-02 09:00',
      kind: 'RENEWAL',
      products: ['kontrast-website'],
      invoice: { issuedOn: '2026-02-02', paidOn: '2026-02-20', paidFrom: 'BANK_TRANSFER' },
    },
    'pixelwerk-by-alpenrand': {
      placedIn: 'alpenrand',
      placedBy: 'daniel-aebi',
      placedFor: 'pixelwerk',
      payer: 'pixelwerk',
      cashbackTo: 'alpenrand',
      at: '2025-07-14 09:00',
      products: ['pixelwerk-mail'],
      invoice: { issuedOn: '2025-07-14', paidOn: '2025-08-04', paidFrom: 'CARD' },
    },
  },
}
