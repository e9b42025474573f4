import { type Story } from '../story'

/**
 * The provider's own people. Sam Ritter of the support visits Lakeside Hotel at this moment, has closed a visit at
 * Birkenhof and let one at Cordier expire; a colleague visits Montclair. Birkenhof and Lakeside were told of a breach.
 */
export const provider: Story = {
  users: {
    'sam-ritter': {
      name: 'Sam Ritter',
      email: 'sam.ritter@hosting.example',
      locale: 'en',
      since: '2024-01-08',
      staff: 'SUPPORT',
    },
    'timo-kern': {
      name: 'Timo Kern',
      email: 'timo.kern@hosting.example',
      locale: 'de',
      since: '2024-03-04',
      staff: 'SUPPORT',
    },
    'noemi-lang': {
      name: 'Noemi Lang',
      email: 'noemi.lang@hosting.example',
      locale: 'de',
      since: '2024-01-08',
      staff: 'COMPLIANCE',
    },
    'oskar-brandt': {
      name: 'Oskar Brandt',
      email: 'oskar.brandt@hosting.example',
      locale: 'fr',
      since: '2024-01-08',
      staff: 'POLICY_REVIEWER',
    },
  },
  supportVisits: {
    lakeside: {
      organisation: 'lakeside',
      staff: 'sam-ritter',
      reason: 'Ticket 4711: the owner asks why a granted product is not shown to a colleague.',
      openedAt: '2026-11-23 11:10',
      expiresAt: '2026-11-23 13:10',
    },
    birkenhof: {
      organisation: 'birkenhof',
      staff: 'sam-ritter',
      reason: 'Ticket 4708: help with the answer to a request for access.',
      openedAt: '2026-11-23 11:20',
      expiresAt: '2026-11-23 13:20',
      closedAt: '2026-11-23 11:40',
    },
    cordier: {
      organisation: 'cordier',
      staff: 'sam-ritter',
      reason: 'Ticket 4633: a renewal is shown as pending.',
      openedAt: '2026-11-20 15:00',
      expiresAt: '2026-11-20 17:00',
    },
    montclair: {
      organisation: 'montclair',
      staff: 'timo-kern',
      reason: 'Ticket 4709: which people may see the invoices.',
      openedAt: '2026-11-23 11:30',
      expiresAt: '2026-11-23 13:30',
    },
  },
  breachNotices: {
    lakeside: {
      organisation: 'lakeside',
      sentBy: 'noemi-lang',
      sentAt: '2026-06-12 16:40',
      subject: 'Mailing list of newsletters shown to others for two hours',
      message:
        'On 12 June, from 09:00 to 11:00 UTC, addresses of newsletter recipients could be read by other clients.\n\nThe fault is mended. We found 3 accesses from outside. Please tell the people concerned.',
    },
    birkenhof: {
      organisation: 'birkenhof',
      sentBy: 'noemi-lang',
      sentAt: '2026-06-12 16:40',
      subject: 'Mailing list of newsletters shown to others for two hours',
      message:
        'On 12 June, from 09:00 to 11:00 UTC, addresses of newsletter recipients could be read by other clients.\n\nThe fault is mended. We found no access from outside.',
    },
  },
  irregularities: {
    discounts: {
      receivedOn: '2026-10-14',
      messages: [
        {
          author: 'REPORTER',
          on: '2026-10-14',
          text: 'Discounts are promised to one Partner that are not in the published levels.',
        },
        {
          author: 'COMPLIANCE',
          on: '2026-10-16',
          text: 'Thank you. Since about when, and for which services?',
        },
      ],
    },
  },
}
