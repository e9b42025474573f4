import { createHash } from 'node:crypto'
import type { TableRows } from '../table-rows'
import { day, moment } from './calendar'
import type { Mandate } from './mandates'
import type { Plan } from './plan'
import { random } from './random'
import { type Table, table } from './table'

/** Partnerships with their granted products and their history. */
export function* mandateRows(plan: Plan): Iterable<TableRows> {
  const chance = random(plan.size.seed, 'mandate rows')
  const partnerships = table('partnerships', [
    ...['id', 'client_id', 'client_name', 'partner_id', 'partner_access', 'payment_mode', 'status'],
    ...['invited_by_id', 'invited_at', 'started_at', 'ended_at', 'expires_at', 'token_hash'],
    'requested_by_partner',
  ])
  const grants = table('partnership_grants', ['id', 'partnership_id', 'product_id'])
  const events = table('partnership_events', [
    ...['id', 'partnership_id', 'kind', 'happened_at', 'by_user_id', 'state_before', 'state_after'],
  ])
  let [lastGrant, lastEvent] = [0, 0]
  for (const mandate of plan.partnerships) {
    const requested = mandate.access === 'LIMITED' && chance.percent(10)
    const invitedBy = requested ? mandate.partner : mandate.client
    partnerships.add(
      ...[mandate.id, mandate.client, plan.name[mandate.client] ?? null, mandate.partner, mandate.access],
      ...[mandate.mode, mandate.status, chance.percent(80) ? invitedBy : null, moment(mandate.invited)],
      ...[orNull(mandate.started), orNull(mandate.ended), moment(mandate.invited + 30), tokenHash(mandate)],
      requested ? 1 : 0,
    )
    for (const product of grantedProducts(plan, mandate)) grants.add(++lastGrant, mandate.id, product)
    lastEvent = addEvents(events, mandate, lastEvent, requested)
    if (partnerships.size >= 5_000) yield* taken()
  }
  yield* taken()

  function* taken(): Iterable<TableRows> {
    yield partnerships.take()
    yield grants.take()
    yield events.take()
  }
}

/** What a limited mandate covers: the first few products of its client, by the mandate's own number. */
export function grantedProducts(plan: Plan, mandate: Mandate): readonly number[] {
  if (mandate.access === 'FULL') return []
  const first = plan.firstProduct[mandate.client] ?? 0
  const count = Math.min(plan.productCount[mandate.client] ?? 0, 1 + (mandate.id % 3))
  return Array.from({ length: count }, (_, index) => first + index)
}

function addEvents(events: Table, mandate: Mandate, last: number, requested: boolean): number {
  let id = last
  const add = (kind: string, at: number, by: number | null) => {
    const state = JSON.stringify({ status: mandate.status, on: day(at) })
    events.add(++id, mandate.id, kind, moment(at, 540), by, null, state)
  }
  add(requested ? 'REQUESTED' : 'INVITED', mandate.invited, requested ? mandate.partner : mandate.client)
  if (mandate.started > 0) add('ACCEPTED', mandate.started, mandate.partner)
  if (mandate.switched > 0) add('PAYMENT_MODE_CHANGED', mandate.switched, mandate.client)
  if (mandate.ended > 0) add(mandate.status, mandate.ended, null)
  return id
}

function tokenHash(mandate: Mandate): string | null {
  if (mandate.status !== 'PENDING') return null
  return createHash('sha256').update(`invitation-${mandate.id}`).digest('hex')
}

function orNull(number: number): string | null {
  return number === 0 ? null : moment(number)
}
