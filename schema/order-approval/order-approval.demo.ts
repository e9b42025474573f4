import { type Draft, storedInstantText } from '../world/demo/compile/draft'

const wanted = {
  kind: 'PURCHASE',
  wanted: [{ category: 'MAIL', name: 'Mail, 5 addresses', years: 1, autoRenew: false }],
}

/** What Partners would have ordered, by the way each can be seen and answered. */
const rows = [
  { name: 'birkenhof-mail', of: 'birkenhof', askedIn: 'alpenrand', by: 'simon-vogel', status: 'PENDING' },
  { name: 'birkenhof-refused', of: 'birkenhof', askedIn: 'alpenrand', by: 'simon-vogel', status: 'REFUSED' },
  // The mandate of who asked has ended.
  { name: 'duval-mail', of: 'duval', askedIn: 'rhone', by: 'simon-vogel', status: 'EXPIRED' },
] as const

/** What the demo world has of orders that wait for approval. */
export function orderApprovalDemo({ names, rows: tables }: Pick<Draft, 'names' | 'rows'>): void {
  for (const { name, of, askedIn, by, status } of rows) {
    tables.add('order_approvals', {
      id: names.add('order-approval', name),
      organisation_id: names.of('organisation', of),
      requested_in_id: names.of('organisation', askedIn),
      requested_by_id: names.of('user', by),
      kind: 'PURCHASE',
      description: 'Mail, 5 addresses, 1 year',
      wanted: JSON.stringify(wanted),
      total: 54_00,
      currency: 'CHF',
      status,
      requested_at: storedInstantText('2026-11-22 09:00'),
      expires_at: storedInstantText('2026-11-29 09:00'),
      answered_at: status === 'PENDING' ? null : storedInstantText('2026-11-22 15:00'),
      order_id: null,
    })
  }
}
