import { publicPrices as price } from '../../reference-data'
import { type Story } from '../story'

/** Lago Vivo pays for itself; Riva Studio is limited to its website. Italian VAT: the number is unverified. */
export const lagoVivo: Story = {
  partnerships: {
    'lagovivo-riva': {
      client: 'lagovivo',
      partner: 'riva',
      access: 'LIMITED',
      status: 'ACTIVE',
      invitedBy: 'giulia-ferraris',
      invitedAt: '2025-09-08 10:00',
      startedAt: '2025-09-09 08:00',
      products: ['lagovivo-website'],
    },
  },
  // Nobody has this address, which the Partner was never told.
  accessRequests: {
    'riva-to-nobody': {
      partner: 'riva',
      askedBy: 'chiara-fontana',
      askedAt: '2026-09-07 10:15',
      clientName: 'Fattoria del Sole',
      clientEmail: 'titolare@fattoria-del-sole.example',
      access: 'FULL',
      mode: 'CLIENT_PAYS',
      closedAt: '2026-10-07 10:20',
    },
  },
  products: {
    'lagovivo-website': {
      organisation: 'lagovivo',
      category: 'WEB_HOSTING',
      name: 'Sito dell’associazione',
      expiresOn: '2027-09-15',
      payer: 'lagovivo',
      publicPrice: price.WEB_HOSTING,
      managedBy: 'chiara-fontana',
      since: '2025-09-15',
    },
    'lagovivo-domain': {
      organisation: 'lagovivo',
      category: 'DOMAIN',
      name: 'lagovivo.example',
      expiresOn: '2027-05-20',
      autoRenew: true,
      payer: 'lagovivo',
      publicPrice: price.DOMAIN,
      since: '2025-05-20',
    },
  },
  orders: {
    'lagovivo-by-partner': {
      placedIn: 'riva',
      placedBy: 'chiara-fontana',
      placedFor: 'lagovivo',
      payer: 'lagovivo',
      cashbackTo: 'riva',
      at: '2025-09-15 09:00',
      products: ['lagovivo-website'],
      invoice: { issuedOn: '2025-09-15', paidOn: '2025-10-06', paidFrom: 'BANK_TRANSFER' },
    },
    // Not granted: no cashback.
    'lagovivo-own': {
      placedIn: 'lagovivo',
      placedBy: 'giulia-ferraris',
      placedFor: 'lagovivo',
      payer: 'lagovivo',
      at: '2026-05-18 12:00',
      kind: 'RENEWAL',
      products: ['lagovivo-domain'],
      invoice: { issuedOn: '2026-05-18', paidOn: '2026-05-18', paidFrom: 'BANK_TRANSFER' },
    },
  },
}
