import { type Story } from '../story'

/** Where some people are signed in: two of one person, one that has ended, one of somebody else. */
export const signedIn: Story = {
  sessions: {
    'nina-keller-office': {
      user: 'nina-keller',
      organisation: 'lakeside',
      device: 'Firefox on Windows',
      since: '2026-11-02 07:50',
      seen: '2026-11-23 10:20',
      until: '2026-12-02 07:50',
    },
    'nina-keller-phone': {
      user: 'nina-keller',
      organisation: 'lakeside',
      device: 'Safari on iOS',
      since: '2026-11-15 18:30',
      seen: '2026-11-22 21:10',
      until: '2026-12-15 18:30',
    },
    'nina-keller-ended': {
      user: 'nina-keller',
      organisation: 'lakeside',
      device: 'Chrome on Linux',
      since: '2026-10-01 08:00',
      seen: '2026-10-20 08:00',
      until: '2026-10-31 08:00',
    },
    'simon-vogel-agency': {
      user: 'simon-vogel',
      organisation: 'kontrast',
      device: 'Chrome on macOS',
      since: '2026-11-20 08:15',
      seen: '2026-11-23 11:40',
      until: '2026-12-20 08:15',
    },
  },
}
