import { publicPrices as price } from '../../reference-data'
import { type Story } from '../story'

/**
 * Duval & Filles ended its partner-pays mandate of Atelier Rhône on 2026-06-30 and goes by a new name.
 * What Rhône was billed stays Rhône's, as does its cashback; what came after is none of its business.
 */
export const duval: Story = {
  partnerships: {
    'duval-rhone': {
      client: 'duval',
      clientName: 'Maison Duval',
      partner: 'rhone',
      access: 'FULL',
      mode: 'PARTNER_PAYS',
      status: 'ENDED',
      invitedBy: 'camille-duval',
      invitedAt: '2025-03-03 10:00',
      startedAt: '2025-03-04 09:00',
      endedAt: '2026-06-30 16:45',
    },
  },
  products: {
    'duval-website': {
      organisation: 'duval',
      category: 'WEB_HOSTING',
      name: 'Boutique en ligne',
      expiresOn: '2027-04-02',
      payer: 'duval',
      publicPrice: price.WEB_HOSTING,
      managedBy: 'camille-duval',
      since: '2025-04-02',
    },
    'duval-drive': {
      organisation: 'duval',
      category: 'DRIVE',
      name: 'Fichiers de l’atelier',
      expiresOn: '2026-12-15',
      status: 'EXPIRING',
      payer: 'rhone',
      publicPrice: price.DRIVE,
      managedBy: 'mathieu-perrin',
      since: '2025-12-15',
    },
    'duval-mail': {
      organisation: 'duval',
      category: 'MAIL',
      name: 'Messagerie',
      expiresOn: '2027-05-11',
      autoRenew: true,
      payer: 'duval',
      publicPrice: price.MAIL,
      since: '2025-05-11',
    },
    'duval-newsletter': {
      organisation: 'duval',
      category: 'NEWSLETTER',
      name: 'Lettre aux clientes',
      expiresOn: '2027-08-24',
      payer: 'duval',
      publicPrice: price.NEWSLETTER,
      since: '2026-08-24',
    },
  },
  orders: {
    'duval-by-partner': {
      placedIn: 'rhone',
      placedBy: 'mathieu-perrin',
      placedFor: 'duval',
      payer: 'rhone',
      at: '2025-04-02 09:00',
      products: ['duval-website'],
      invoice: { issuedOn: '2025-04-02', paidOn: '2025-04-30', paidFrom: 'PREPAID_ACCOUNT' },
    },
    'duval-own-before-end': {
      placedIn: 'duval',
      placedBy: 'camille-duval',
      placedFor: 'duval',
      payer: 'duval',
      cashbackTo: 'rhone',
      at: '2025-05-11 14:00',
      products: ['duval-mail'],
      invoice: { issuedOn: '2025-05-11', paidOn: '2025-05-20', paidFrom: 'PREPAID_ACCOUNT' },
    },
    'duval-drive-by-partner': {
      placedIn: 'rhone',
      placedBy: 'mathieu-perrin',
      placedFor: 'duval',
      payer: 'rhone',
      at: '2025-12-15 10:30',
      products: ['duval-drive'],
      invoice: { issuedOn: '2025-12-15', paidOn: '2026-01-09', paidFrom: 'BANK_TRANSFER' },
    },
    'duval-after-end': {
      placedIn: 'duval',
      placedBy: 'camille-duval',
      placedFor: 'duval',
      payer: 'duval',
      at: '2026-08-24 11:00',
      products: ['duval-newsletter'],
      invoice: { issuedOn: '2026-08-24', paidOn: '2026-09-01', paidFrom: 'BANK_TRANSFER' },
    },
  },
  movements: {
    'rhone-top-up': {
      account: 'rhone',
      kind: 'TOP_UP',
      amount: 400_00,
      at: '2025-03-20 09:00',
      text: 'Virement',
    },
    'duval-top-up': {
      account: 'duval',
      kind: 'TOP_UP',
      amount: 100_00,
      at: '2025-05-01 09:00',
      text: 'Virement',
    },
  },
}
