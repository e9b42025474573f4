type Value = string | number | null
/** The columns of one row, as the database stores them. */
export type Row = Readonly<Record<string, Value>>

export const THEN = '2026-03-01 09:30:00.000'
export const DAY = '2026-03-01'
export const digest = (letter: string): string => letter.repeat(64)

export function organisation(id: number, name: string): Row {
  return {
    id,
    name,
    kind: 'COMPANY',
    country: 'CH',
    legal_name: name,
    currency: 'CHF',
    vat_status: 'NOT_APPLICABLE',
    created_at: THEN,
  }
}

export function user(id: number, email: string): Row {
  return { id, name: email, email, locale: 'en', two_factor: 0, password_hash: 'x', created_at: THEN }
}

export function product(id: number): Row {
  const prices = { public_price: 1000, reseller_price: 600, currency: 'CHF' }
  const names = { organisation_id: 1, payer_id: 1, holder_id: 1, managed_by_id: 1 }
  return {
    id,
    category: 'DOMAIN',
    name: `${id}.example`,
    status: 'ACTIVE',
    expires_on: DAY,
    auto_renew: 1,
    created_at: THEN,
    ...prices,
    ...names,
  }
}

export function partner(id: number, name: string): Row {
  return {
    id,
    display_name: name,
    email: 'p@example.com',
    level: 'gold',
    listed: 1,
  }
}

export function partnership(over: Row): Row {
  const base = {
    client_id: 1,
    client_name: 'Lakeside',
    partner_id: 2,
    partner_access: 'LIMITED',
    payment_mode: null,
  }
  return {
    ...base,
    status: 'ACTIVE',
    invited_by_id: 1,
    invited_at: THEN,
    started_at: THEN,
    requested_by_partner: 0,
    ...over,
  }
}

export function order(id: number): Row {
  const who = { organisation_id: 2, placed_by_id: 1, placed_for_id: 1, payer_id: 1, partner_id: 2 }
  return { id, ...who, placed_at: THEN, kind: 'PURCHASE', status: 'PLACED', currency: 'CHF', total: 600 }
}

export function orderLine(id: number): Row {
  const prices = { public_price: 1000, discount_rate: 4000, price: 600, currency: 'CHF' }
  return {
    id,
    order_id: id,
    product_id: 1,
    description: 'x',
    ...prices,
    cashback_rate: 1000,
    cashback_partner_id: 2,
  }
}

export function invoice(sequence: number): Row {
  const numbering = {
    issuer: 'MAIN',
    sequence,
    previous_sequence: sequence === 1 ? null : sequence - 1,
    number: `INV-${sequence}`,
  }
  const days = { issued_on: DAY, due_on: DAY, paid_on: DAY }
  const who = {
    billed_organisation_id: 1,
    client_id: 1,
    client_name: 'Lakeside',
    order_id: sequence > 2 ? null : sequence,
  }
  return {
    id: sequence,
    ...numbering,
    ...days,
    ...who,
    status: 'PAID',
    net: 100,
    vat: 8,
    gross: 108,
    currency: 'CHF',
    vat_rate: 810,
  }
}

export function creditNote(sequence: number): Row {
  const previous = sequence === 1 ? null : sequence - 1
  return {
    id: sequence,
    sequence,
    previous_sequence: previous,
    number: `CN-${sequence}`,
    invoice_id: 1,
    issued_on: DAY,
    amount: 8,
    currency: 'CHF',
    reason: 'x',
  }
}

export function movement(over: Row): Row {
  return { account_id: 1, kind: 'TOP_UP', currency: 'CHF', booked_at: THEN, text: 'x', ...over }
}

/** Somebody invited, with a product and a client to be granted. */
export const memberInvitations: readonly (readonly [table: string, row: Row])[] = [
  [
    'member_invitations',
    {
      id: 1,
      organisation_id: 1,
      email: 'new@example.com',
      role: 'COLLABORATOR',
      accounting: 0,
      status: 'PENDING',
      invited_by_id: 1,
      invited_at: THEN,
      expires_at: THEN,
      token_hash: digest('m'),
      times_sent: 1,
      answered_by_id: 1,
    },
  ],
  ['member_invitation_products', { id: 1, invitation_id: 1, product_id: 1 }],
  ['member_invitation_clients', { id: 1, invitation_id: 1, client_id: 1 }],
]
