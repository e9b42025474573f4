import { type Draft, storedInstantText } from '../world/demo/compile/draft'

/** Scenarios name these: `webhook/lakeside-books`. Their secrets are sealed for nobody: the demo world has none. */
const rows = [
  {
    name: 'lakeside-books',
    organisation: 'lakeside',
    madeBy: 'nina-keller',
    removed: false,
    disabled: false,
  },
  { name: 'lakeside-old', organisation: 'lakeside', madeBy: 'nina-keller', removed: true, disabled: false },
  { name: 'kontrast-desk', organisation: 'kontrast', madeBy: 'simon-vogel', removed: false, disabled: true },
  // Its owner has API tokens, which see nothing of it.
  {
    name: 'gartenbau-shop',
    organisation: 'gartenbau',
    madeBy: 'vera-arnold',
    removed: false,
    disabled: false,
  },
]

/** What the demo world has of webhooks. */
export function webhookDemo({ names, rows: tables }: Pick<Draft, 'names' | 'rows'>): void {
  for (const { name, organisation, madeBy, removed, disabled } of rows) {
    tables.add('webhooks', {
      id: names.add('webhook', name),
      organisation_id: names.of('organisation', organisation),
      created_by_id: names.of('user', madeBy),
      url: `https://${name}.example/hook`,
      scopes: 'orders:read invoices:read',
      kinds: '',
      secret: 'none',
      created_at: storedInstantText('2026-11-02 09:30'),
      failing_since: disabled ? storedInstantText('2026-11-10 09:30') : null,
      disabled_at: disabled ? storedInstantText('2026-11-13 09:30') : null,
      removed_at: removed ? storedInstantText('2026-11-03 09:30') : null,
    })
  }
  for (const name of ['lakeside-books', 'lakeside-old']) {
    tables.add('webhook_deliveries', {
      id: names.add('webhook-delivery', name),
      webhook_id: names.of('webhook', name),
      change_id: names.of('change', 'lakeside-invoice'),
      created_at: storedInstantText('2026-11-02 09:31'),
      attempts: 1,
      next_attempt_at: null,
      delivered_at: storedInstantText('2026-11-02 09:31'),
      failed_at: null,
      outcome: '200',
    })
  }
}
