import { createHash } from 'node:crypto'
import { type PartnershipSpec } from '../fixture'
import { daysLater, type Draft, named, storedInstantText } from './draft'

/** Partners with their rates, partnerships with their grants and history. */
export function writeMandates(draft: Draft): void {
  const { names, rows, fixture } = draft
  for (const [name, spec] of Object.entries(fixture.partners)) {
    const id = names.of('partner', name)
    rows.add('partners', {
      id,
      display_name: spec.displayName,
      website: spec.website ?? null,
      description: spec.description ?? null,
      logo_url: spec.logoUrl ?? null,
      country: spec.country ?? null,
      languages: spec.languages ?? null,
      contact_email: spec.contactEmail ?? null,
      contact_phone: spec.contactPhone ?? null,
      email: spec.email,
      level: spec.level,
      listed: spec.withdrawn === true ? 0 : 1,
    })
    for (const [category, rate] of Object.entries(spec.rates)) {
      rows.add('partner_rates', {
        id: names.add('partner-rate', `${name}/${category.toLowerCase()}`),
        partner_id: id,
        category,
        discount_rate: rate,
        cashback_rate: rate,
      })
    }
  }
  for (const [name, spec] of Object.entries(fixture.partnerships)) writePartnership(draft, name, spec)
}

function writePartnership({ names, rows, fixture }: Draft, name: string, spec: PartnershipSpec): void {
  const id = names.of('partnership', name)
  const invited = spec.status === 'PENDING' && spec.requestedByPartner === undefined
  rows.add('partnerships', {
    id,
    client_id: names.of('organisation', spec.client),
    client_name: spec.clientName ?? named(fixture.organisations, spec.client).name,
    partner_id: names.of('partner', spec.partner),
    partner_access: spec.access,
    payment_mode: spec.mode ?? null,
    status: spec.status,
    invited_by_id: names.of('user', spec.invitedBy),
    invited_at: storedInstantText(spec.invitedAt),
    started_at: spec.startedAt === undefined ? null : storedInstantText(spec.startedAt),
    ended_at: spec.endedAt === undefined ? null : storedInstantText(spec.endedAt),
    expires_at: storedInstantText(daysLater(spec.invitedAt, 30)),
    // A pending invitation can be answered with the token `invitation-NAME`; it is stored hashed.
    token_hash: invited ? createHash('sha256').update(`invitation-${name}`).digest('hex') : null,
    requested_by_partner: spec.requestedByPartner === undefined ? 0 : 1,
    order_limit: spec.orderLimit ?? null,
    currency: spec.orderLimit === undefined ? null : named(fixture.organisations, spec.client).currency,
  })
  for (const product of spec.products ?? []) {
    rows.add('partnership_grants', {
      id: names.add('partnership-grant', `${name}/${product}`),
      partnership_id: id,
      product_id: names.of('product', product),
    })
  }
  for (const event of historyOf(spec)) {
    rows.add('partnership_events', {
      id: names.add('partnership-event', `${name}/${event.kind.toLowerCase()}`),
      partnership_id: id,
      kind: event.kind,
      happened_at: storedInstantText(event.at),
      by_user_id: names.ofOptional('user', event.by),
      ...columnsOf('before', event.before),
      ...columnsOf('after', event.after),
    })
  }
}

interface Event {
  readonly kind: string
  readonly at: string
  readonly by: string | undefined
  readonly before: Terms | null
  readonly after: Terms | null
}

interface Terms {
  readonly access: string
  readonly mode: string | null
  readonly count: number | null
}

function columnsOf(moment: string, terms: Terms | null): Readonly<Record<string, string | number | null>> {
  return {
    [`${moment}_access`]: terms?.access ?? null,
    [`${moment}_payment_mode`]: terms?.mode ?? null,
    [`${moment}_product_count`]: terms?.count ?? null,
  }
}

function historyOf(spec: PartnershipSpec): readonly Event[] {
  const offered = termsUnder(spec, spec.switched?.from ?? spec.mode)
  const now = termsUnder(spec, spec.mode)
  const events: Event[] = [
    {
      kind: spec.requestedByPartner === undefined ? 'INVITED' : 'REQUESTED',
      at: spec.invitedAt,
      by: spec.invitedBy,
      before: null,
      after: offered,
    },
  ]
  if (spec.startedAt !== undefined) {
    events.push({ kind: 'ACCEPTED', at: spec.startedAt, by: undefined, before: offered, after: offered })
  }
  if (spec.switched !== undefined) {
    const { at, by } = spec.switched
    events.push({ kind: 'PAYMENT_MODE_CHANGED', at, by, before: offered, after: now })
  }
  if (spec.endedAt !== undefined) {
    const by = spec.status === 'CANCELLED' || spec.status === 'ENDED' ? spec.invitedBy : undefined
    events.push({ kind: spec.status, at: spec.endedAt, by, before: now, after: null })
  }
  return events
}

function termsUnder(spec: PartnershipSpec, mode: string | undefined): Terms {
  const count = spec.access === 'FULL' ? null : (spec.products ?? []).length
  return { access: spec.access, mode: mode ?? null, count }
}

/** Who is invited, and what they would be granted. */
export function writeMemberInvitations({ names, rows, fixture }: Draft): void {
  for (const [name, spec] of Object.entries(fixture.memberInvitations)) {
    const id = names.add('member-invitation', name)
    rows.add('member_invitations', {
      id,
      organisation_id: names.of('organisation', spec.organisation),
      email: spec.email,
      role: spec.role,
      accounting: spec.accounting === true ? 1 : 0,
      status: spec.status,
      invited_by_id: names.of('user', spec.invitedBy),
      invited_at: storedInstantText(spec.invitedAt),
      expires_at: storedInstantText(daysLater(spec.invitedAt, 14)),
      closed_at: spec.closedAt === undefined ? null : storedInstantText(spec.closedAt),
      token_hash: null,
      times_sent: 1,
    })
    for (const product of spec.products ?? []) {
      rows.add('member_invitation_products', {
        id: names.add('member-invitation-product', `${name}/${product}`),
        invitation_id: id,
        product_id: names.of('product', product),
      })
    }
    for (const client of spec.clients ?? []) {
      rows.add('member_invitation_clients', {
        id: names.add('member-invitation-client', `${name}/${client}`),
        invitation_id: id,
        client_id: names.of('organisation', client),
      })
    }
  }
}
