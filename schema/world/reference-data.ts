import { type TableRows } from './world-database'

/** Standard VAT rates in ten-thousandths: country, rate, first day, last day. */
export const vatRates: readonly (readonly [string, number, string, string | null])[] = [
  ['CH', 770, '2018-01-01', '2023-12-31'],
  ['CH', 810, '2024-01-01', null],
  ['AT', 2000, '2024-01-01', null],
  ['BE', 2100, '2024-01-01', null],
  ['BG', 2000, '2024-01-01', null],
  ['CY', 1900, '2024-01-01', null],
  ['CZ', 2100, '2024-01-01', null],
  ['DE', 1900, '2024-01-01', null],
  ['DK', 2500, '2024-01-01', null],
  ['EE', 2200, '2024-01-01', '2025-06-30'],
  ['EE', 2400, '2025-07-01', null],
  ['ES', 2100, '2024-01-01', null],
  ['FI', 2550, '2024-09-01', null],
  ['FR', 2000, '2024-01-01', null],
  ['GR', 2400, '2024-01-01', null],
  ['HR', 2500, '2024-01-01', null],
  ['HU', 2700, '2024-01-01', null],
  ['IE', 2300, '2024-01-01', null],
  ['IT', 2200, '2024-01-01', null],
  ['LT', 2100, '2024-01-01', null],
  ['LU', 1700, '2024-01-01', null],
  ['LV', 2100, '2024-01-01', null],
  ['MT', 1800, '2024-01-01', null],
  ['NL', 2100, '2024-01-01', null],
  ['PL', 2300, '2024-01-01', null],
  ['PT', 2300, '2024-01-01', null],
  ['RO', 1900, '2024-01-01', '2025-07-31'],
  ['RO', 2100, '2025-08-01', null],
  ['SE', 2500, '2024-01-01', null],
  ['SI', 2200, '2024-01-01', null],
  ['SK', 2000, '2024-01-01', '2024-12-31'],
  ['SK', 2300, '2025-01-01', null],
]

/** Yearly public prices before VAT, the same in either currency, in minor units. */
export const publicPrices = {
  DOMAIN: 18_90,
  WEB_HOSTING: 347_20,
  MAIL: 54_00,
  DRIVE: 96_00,
  CLOUD_SERVER: 828_00,
  STREAMING: 240_00,
  EVENT: 150_00,
  NEWSLETTER: 120_00,
} as const

export type Category = keyof typeof publicPrices

/** The mention a reverse-charge invoice carries. */
export const reverseCharge =
  'Reverse charge: VAT to be accounted for by the recipient, Art. 196 Directive 2006/112/EC'

/** Who else may handle personal data: name in the worlds, name, purpose, data, country, first day, last day. */
export const subProcessors = [
  [
    'datacentre',
    'Alpine Datacentre AG',
    'Housing of servers and storage',
    'All data stored by clients, encrypted at rest',
    'CH',
    '2024-01-01',
    null,
  ],
  [
    'payments',
    'Swift Cards Sàrl',
    'Payments by card and direct debit',
    'Name, billing address, means of payment',
    'CH',
    '2024-01-01',
    null,
  ],
  [
    'domains',
    'Registry Bridge GmbH',
    'Registration of domain names',
    'Contact record of domain holders',
    'DE',
    '2024-06-01',
    null,
  ],
  [
    'mail-filter',
    'Clean Inbox SAS',
    'Filtering of unwanted mail',
    'Mails received by clients',
    'FR',
    '2024-01-01',
    '2025-12-31',
  ],
] as const

/** What an organisation is charged on a day: 0 under reverse charge, else its country's standard rate. */
export function vatRateOf(organisation: { country: string; vatStatus: string }, day: string): number {
  if (organisation.country !== 'CH' && organisation.vatStatus === 'VALID') return 0
  const rate = vatRates.find(
    ([country, , from, to]) => country === organisation.country && from <= day && (to === null || day <= to),
  )
  if (rate === undefined) throw new Error(`No VAT rate for ${organisation.country} on ${day}.`)
  return rate[1]
}

/** The rows of `vat_rates` and `prices` that both worlds share. */
export function referenceRows(): readonly TableRows[] {
  const prices = listedPrices()
  return [
    {
      table: 'vat_rates',
      columns: ['id', 'country', 'rate', 'valid_from', 'valid_to'],
      rows: vatRates.map((rate, index) => [index + 1, ...rate]),
    },
    {
      table: 'prices',
      columns: ['id', 'category', 'currency', 'amount', 'valid_from', 'valid_to'],
      rows: prices.map((price, index) => [index + 1, ...price, '2024-01-01', null]),
    },
    {
      table: 'sub_processors',
      columns: ['id', 'name', 'purpose', 'data', 'country', 'valid_from', 'valid_to'],
      rows: subProcessors.map(([, ...one], index) => [index + 1, ...one]),
    },
  ]
}

/** What rows of the price list are called: `price/web-hosting-chf` → `Price:3`. */
export function referenceNames(): ReadonlyMap<string, string> {
  return new Map([
    ...listedPrices().map(([category, currency], index) => {
      const name = `${category}-${currency}`.toLowerCase().replaceAll('_', '-')
      return [`price/${name}`, `Price:${index + 1}`] as const
    }),
    ...subProcessors.map(([name], index) => [`sub-processor/${name}`, `SubProcessor:${index + 1}`] as const),
  ])
}

function listedPrices(): readonly (readonly [category: string, currency: string, amount: number])[] {
  return Object.entries(publicPrices).flatMap(([category, amount]) =>
    ['CHF', 'EUR'].map((currency) => [category, currency, amount] as const),
  )
}
