import { type DemoFixture } from '../fixture'

/** Clients in the European Union: reverse charge, an unverified VAT number, a private person. */
export const foreignClients: DemoFixture = {
  organisations: {
    duval: {
      name: 'Duval & Filles',
      legalName: 'Duval et Filles SARL',
      kind: 'COMPANY',
      address: ['Quai Saint-Vincent 51', '69001', 'Lyon', 'FR'],
      currency: 'EUR',
      phone: '+33 4 55 55 01 51',
      vatNumber: 'FR40303265045',
      vatStatus: 'VALID',
      since: '2025-02-17',
      billingAddresses: {
        siege: {
          label: 'Siège',
          recipient: 'Duval et Filles SARL',
          address: ['Quai Saint-Vincent 51', '69001', 'Lyon', 'FR'],
        },
      },
      prepaid: true,
    },
    lagovivo: {
      name: 'Lago Vivo',
      legalName: 'Associazione Lago Vivo',
      kind: 'ASSOCIATION',
      address: ['Via Borgovico 163', '22100', 'Como', 'IT'],
      currency: 'EUR',
      vatNumber: 'IT00743110157',
      vatStatus: 'UNVERIFIED',
      since: '2025-05-05',
    },
    hafenkontor: {
      name: 'Hafenkontor Logistik',
      legalName: 'Hafenkontor Logistik GmbH',
      kind: 'COMPANY',
      address: ['Am Sandtorkai 32', '20457', 'Hamburg', 'DE'],
      currency: 'EUR',
      phone: '+49 40 5550 1032',
      vatNumber: 'DE136695976',
      vatStatus: 'VALID',
      since: '2024-11-18',
      billingAddresses: {
        kontor: {
          label: 'Kontor',
          recipient: 'Hafenkontor Logistik GmbH',
          address: ['Am Sandtorkai 32', '20457', 'Hamburg', 'DE'],
        },
      },
      paymentMeans: { debit: { kind: 'DIRECT_DEBIT', label: 'SEPA DE •••• 3000' } },
      prepaid: true,
    },
    hofer: {
      name: 'Livia Hofer',
      legalName: 'Livia Hofer',
      kind: 'PRIVATE',
      address: ['Lerchenfelder Straße 66', '1080', 'Wien', 'AT'],
      currency: 'EUR',
      vatStatus: 'NOT_APPLICABLE',
      since: '2026-01-12',
    },
  },
  users: {
    'camille-duval': {
      name: 'Camille Duval',
      email: 'camille@duval-et-filles.example',
      locale: 'fr',
      since: '2025-02-17',
    },
    'giulia-ferraris': {
      name: 'Giulia Ferraris',
      email: 'giulia@lagovivo.example',
      locale: 'it',
      since: '2025-05-05',
    },
    'henning-petersen': {
      name: 'Henning Petersen',
      email: 'h.petersen@hafenkontor.example',
      locale: 'de',
      since: '2024-11-18',
    },
    'livia-hofer': {
      name: 'Livia Hofer',
      email: 'livia.hofer@post.example',
      locale: 'de',
      since: '2026-01-12',
    },
  },
  memberships: {
    'duval-owner': { user: 'camille-duval', organisation: 'duval', role: 'OWNER', since: '2025-02-17' },
    'lagovivo-owner': {
      user: 'giulia-ferraris',
      organisation: 'lagovivo',
      role: 'OWNER',
      since: '2025-05-05',
    },
    'hafenkontor-owner': {
      user: 'henning-petersen',
      organisation: 'hafenkontor',
      role: 'OWNER',
      since: '2024-11-18',
    },
    'hofer-owner': { user: 'livia-hofer', organisation: 'hofer', role: 'OWNER', since: '2026-01-12' },
  },
}
