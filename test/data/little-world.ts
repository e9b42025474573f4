import type { DataSource } from 'typeorm'
import {
  creditNote,
  DAY,
  digest,
  invoice,
  movement,
  order,
  orderLine,
  organisation,
  partner,
  partnership,
  product,
  type Row,
  THEN,
  user,
} from './little-rows'

/** One valid row in every table at least; Organisation 2 is a Partner with a full mandate of 1. */
const rows: readonly (readonly [table: string, row: Row])[] = [
  ['organisations', organisation(1, 'Lakeside')],
  ['organisations', organisation(2, 'Helping Hands')],
  ['organisations', organisation(3, 'Summit')],
  ['organisations', organisation(4, 'Other Hands')],
  ['billing_addresses', { id: 1, organisation_id: 1, label: 'Office', recipient: 'Ada', is_default: 1 }],
  ['payment_means', { id: 1, organisation_id: 1, kind: 'CARD', label: 'Visa', is_default: 1 }],
  ['users', user(1, 'ada@example.com')],
  ['users', user(2, 'bob@example.com')],
  ['contacts', { id: 1, name: 'Ada', kind: 'PRIVATE', email: 'ada@example.com' }],
  ['products', product(1)],
  ['products', product(2)],
  [
    'holder_changes',
    { id: 1, product_id: 1, new_holder_id: 1, token_hash: digest('a'), requested_at: THEN, expires_at: THEN },
  ],
  ['prices', { id: 1, category: 'DOMAIN', currency: 'CHF', amount: 1200, valid_from: DAY }],
  ['vat_rates', { id: 1, country: 'CH', rate: 810, valid_from: DAY }],
  [
    'memberships',
    {
      id: 1,
      user_id: 1,
      organisation_id: 1,
      role: 'OWNER',
      accounting: 0,
      created_at: THEN,
      invited_by_id: 2,
    },
  ],
  [
    'memberships',
    { id: 2, user_id: 2, organisation_id: 1, role: 'EXTERNAL', accounting: 0, created_at: THEN },
  ],
  ['product_grants', { id: 1, membership_id: 2, product_id: 1, granted_by_id: 1, granted_at: THEN }],
  ['client_grants', { id: 1, membership_id: 2, client_id: 1, granted_by_id: 1, granted_at: THEN }],
  ['partners', partner(2, 'Helping Hands')],
  ['partners', partner(4, 'Other Hands')],
  ['partner_rates', { id: 1, partner_id: 2, category: 'DOMAIN', discount_rate: 4000, cashback_rate: 1000 }],
  ['partnerships', partnership({ id: 1, partner_access: 'FULL', payment_mode: 'CLIENT_PAYS' })],
  [
    'partnerships',
    partnership({ id: 2, partner_id: 4, status: 'PENDING', started_at: null, token_hash: digest('b') }),
  ],
  ['partnership_grants', { id: 1, partnership_id: 2, product_id: 1 }],
  ['partnership_events', { id: 1, partnership_id: 1, kind: 'INVITED', happened_at: THEN, by_user_id: 1 }],
  ['orders', order(1)],
  ['orders', order(2)],
  ['order_lines', orderLine(1)],
  ['order_lines', orderLine(2)],
  ['invoices', invoice(1)],
  ['invoices', invoice(2)],
  ['invoices', invoice(3)],
  [
    'invoice_lines',
    {
      id: 1,
      invoice_id: 1,
      description: 'x',
      product_id: 1,
      quantity: 1,
      unit_price: 100,
      discount_rate: 0,
      net: 100,
      currency: 'CHF',
    },
  ],
  ['credit_notes', creditNote(1)],
  ['credit_notes', creditNote(2)],
  [
    'cashback_entries',
    {
      id: 1,
      partner_id: 2,
      client_id: 1,
      client_name: 'Lakeside',
      product_id: 1,
      order_line_id: 1,
      currency: 'CHF',
      amount: 10,
      status: 'CREDITED',
      credited_on: DAY,
    },
  ],
  ['prepaid_accounts', { id: 1, organisation_id: 1, currency: 'CHF' }],
  [
    'movements',
    movement({
      id: 1,
      position: 1,
      previous_position: null,
      amount: 500,
      balance_before: 0,
      balance_after: 500,
    }),
  ],
  [
    'movements',
    movement({
      id: 2,
      position: 2,
      previous_position: 1,
      amount: -200,
      balance_before: 500,
      balance_after: 300,
    }),
  ],
  [
    'payments',
    { id: 1, invoice_id: 1, amount: 108, currency: 'CHF', paid_at: THEN, method: 'PREPAID', movement_id: 2 },
  ],
  [
    'sessions',
    {
      id: 1,
      token_hash: digest('c'),
      user_id: 1,
      organisation_id: 1,
      created_at: THEN,
      expires_at: THEN,
      last_seen_at: THEN,
    },
  ],
  [
    'api_tokens',
    {
      id: 1,
      user_id: 1,
      organisation_id: 1,
      application: 'x',
      prefix: 'x',
      token_hash: digest('d'),
      scopes: '[]',
      created_at: THEN,
    },
  ],
  [
    'application_passwords',
    { id: 1, user_id: 1, name: 'x', prefix: 'x', secret_hash: 'x', created_at: THEN },
  ],
  [
    'audit_entries',
    {
      id: 1,
      happened_at: THEN,
      user_id: 1,
      organisation_id: 1,
      action: 'x',
      subject_type: 'Invoice',
      subject_id: 1,
      detail: '{}',
    },
  ],
  [
    'outbox_mails',
    {
      id: 1,
      created_at: THEN,
      recipient: 'ada@example.com',
      template: 'x',
      locale: 'en',
      data: '{}',
      attempts: 0,
    },
  ],
  [
    'idempotency_keys',
    {
      id: 1,
      user_id: 1,
      organisation_id: 1,
      request_key: 'k',
      input_hash: digest('e'),
      result: '{}',
      created_at: THEN,
    },
  ],
  ['job_leases', { name: 'renewals', holder: 'gateway 1', held_until: THEN }],
]

/** Fills an empty database with it. */
export async function fillLittleWorld(database: DataSource): Promise<void> {
  for (const [table, row] of rows) await insertRow(database, table, row)
}

export async function insertRow(database: DataSource, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  await database.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, Object.values(row))
}
