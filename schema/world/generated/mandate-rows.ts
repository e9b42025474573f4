import { createHash } from 'node:crypto'
import type { TableRows } from '../table-rows'
import { moment } from './calendar'
import type { Mandate } from './mandates'
import type { Plan } from './plan'
import { random } from '../../../src/services/random'
import { table } from './table'

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
    ...['id', 'partnership_id', 'kind', 'happened_at', 'by_user_id'],
    ...['after_access', 'after_payment_mode', 'after_product_count'],
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
    const products = grantedProducts(plan, mandate)
    const granted = mandate.access === 'FULL' ? null : products.length
    for (const product of products) grants.add(++lastGrant, mandate.id, product)
    for (const { kind, on, by } of historyOf(mandate, requested)) {
      events.add(++lastEvent, mandate.id, kind, moment(on, 540), by, mandate.access, mandate.mode, granted)
    }
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

interface Event {
  readonly kind: string
  readonly on: number
  readonly by: number | null
}

function historyOf(mandate: Mandate, requested: boolean): readonly Event[] {
  const { client, partner, status, invited, started, switched, ended } = mandate
  const events = [
    { kind: requested ? 'REQUESTED' : 'INVITED', on: invited, by: requested ? partner : client },
    { kind: 'ACCEPTED', on: started, by: partner },
    { kind: 'PAYMENT_MODE_CHANGED', on: switched, by: client },
    { kind: status, on: ended, by: null },
  ]
  return events.filter((event) => event.on > 0)
}

function tokenHash(mandate: Mandate): string | null {
  if (mandate.status !== 'PENDING') return null
  return createHash('sha256').update(`invitation-${mandate.id}`).digest('hex')
}

function orNull(number: number): string | null {
  return number === 0 ? null : moment(number)
}
