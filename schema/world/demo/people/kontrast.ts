import { type DemoFixture } from '../fixture'

/** Kontrast, the Partner with the largest staff: who is granted a client, and who is not. */
export const kontrast: DemoFixture = {
  organisations: {
    kontrast: {
      name: 'Kontrast Webagentur',
      legalName: 'Kontrast Webagentur AG',
      kind: 'COMPANY',
      address: ['Langstrasse 112', '8004', 'Zürich', 'CH'],
      currency: 'CHF',
      phone: '+41 44 555 01 12',
      logoUrl: 'https://kontrast.example/logo.svg',
      vatNumber: 'CHE-412.006.339 MWST',
      vatStatus: 'NOT_APPLICABLE',
      since: '2023-02-06',
      billingAddresses: {
        agency: {
          label: 'Agency',
          recipient: 'Kontrast Webagentur AG',
          address: ['Langstrasse 112', '8004', 'Zürich', 'CH'],
        },
      },
      paymentMeans: { transfer: { kind: 'BANK_TRANSFER', label: 'Bank transfer' } },
      prepaid: true,
    },
  },
  partners: {
    kontrast: {
      displayName: 'Kontrast Webagentur',
      website: 'https://kontrast.example',
      email: 'partner@kontrast.example',
      level: 'Gold',
      rates: {
        WEB_HOSTING: 20_00,
        CLOUD_SERVER: 25_00,
        MAIL: 20_00,
        DRIVE: 20_00,
        STREAMING: 15_00,
        EVENT: 20_00,
      },
    },
  },
  users: {
    'simon-vogel': {
      name: 'Simon Vogel',
      email: 'simon.vogel@kontrast.example',
      locale: 'de',
      since: '2023-02-06',
    },
    'fabian-roth': {
      name: 'Fabian Roth',
      email: 'fabian.roth@kontrast.example',
      locale: 'de',
      since: '2023-10-02',
    },
    'mia-schmid': {
      name: 'Mia Schmid',
      email: 'mia.schmid@kontrast.example',
      locale: 'de',
      since: '2024-02-12',
    },
    'karin-baumann': {
      name: 'Karin Baumann',
      email: 'karin.baumann@kontrast.example',
      locale: 'de',
      since: '2024-03-18',
    },
    'stefan-wyss': {
      name: 'Stefan Wyss',
      email: 'stefan.wyss@kontrast.example',
      locale: 'de',
      since: '2025-01-06',
    },
    'tim-egli': { name: 'Tim Egli', email: 'tim@egli-foto.example', locale: 'de', since: '2025-11-24' },
  },
  memberships: {
    'kontrast-owner': { user: 'simon-vogel', organisation: 'kontrast', role: 'OWNER', since: '2023-02-06' },
    'kontrast-collaborator-granted': {
      user: 'fabian-roth',
      organisation: 'kontrast',
      role: 'COLLABORATOR',
      since: '2023-10-02',
      invitedBy: 'simon-vogel',
      clients: ['lakeside'],
    },
    'kontrast-collaborator-not-granted': {
      user: 'mia-schmid',
      organisation: 'kontrast',
      role: 'COLLABORATOR',
      since: '2024-02-12',
      invitedBy: 'simon-vogel',
    },
    'kontrast-accountant-granted': {
      user: 'karin-baumann',
      organisation: 'kontrast',
      role: 'COLLABORATOR',
      accounting: true,
      since: '2024-03-18',
      invitedBy: 'simon-vogel',
      clients: ['lakeside'],
    },
    'kontrast-accountant': {
      user: 'stefan-wyss',
      organisation: 'kontrast',
      role: 'COLLABORATOR',
      accounting: true,
      since: '2025-01-06',
      invitedBy: 'simon-vogel',
    },
    'kontrast-external': {
      user: 'tim-egli',
      organisation: 'kontrast',
      role: 'EXTERNAL',
      since: '2025-11-24',
      invitedBy: 'simon-vogel',
      products: ['kontrast-website'],
    },
  },
}
