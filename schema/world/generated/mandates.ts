import { createHash } from 'node:crypto'
import { type Random, random } from '../../../src/platform/crypto/random'
import { type TableRows } from '../world-database'
import { type WorldSize } from '../world-size'
import { moment, salesBegin, GENERATED_TODAY } from './calendar'
import { type Plan } from './plan'
import { table } from './table'

type Mode = 'CLIENT_PAYS' | 'PARTNER_PAYS'

/** A partnership as the generator sees it; days by number. */
export interface PlannedMandate {
  readonly id: number
  readonly client: number
  readonly partner: number
  readonly access: 'LIMITED' | 'FULL'
  readonly status: 'PENDING' | 'ACTIVE' | 'REFUSED' | 'CANCELLED' | 'EXPIRED' | 'ENDED'
  readonly invited: number
  /** When it came into force, 0 if it never did. */
  readonly started: number
  /** When it reached a final status, 0 if it has not. */
  readonly ended: number
  /** The mode today, and before `switched`, which is 0 if it never was. */
  readonly mode: Mode | null
  readonly modeBefore: Mode | null
  readonly switched: number
}

interface Mandates {
  readonly partnerships: readonly PlannedMandate[]
  /** Those that ever came into force, by client id. */
  readonly byClient: readonly (readonly PlannedMandate[])[]
  /** By client id: its Partner, 0 for none. */
  readonly mainPartner: Int32Array
}

/**
 * Who gives a mandate to whom. Partner 1 has a quarter of all organisations as active clients, Partner 2 has 69;
 * the others share most of the rest, unevenly. Some clients have invitations and endings beside.
 */
export function plannedMandates(size: WorldSize, currencies: readonly string[]): Mandates {
  const chance = random(size.seed, 'mandates')
  const partnerships: PlannedMandate[] = []
  const byClient: PlannedMandate[][] = Array.from({ length: size.organisations + 1 }, () => [])
  const mainPartner = new Int32Array(size.organisations + 1)
  const add = (mandate: Omit<PlannedMandate, 'id'>) => {
    const numbered = { ...mandate, id: partnerships.length + 1 }
    partnerships.push(numbered)
    if (numbered.started > 0) byClient[numbered.client]?.push(numbered)
  }
  for (let client = size.partners + 1; client <= size.organisations; client++) {
    const place = client - size.partners
    const partner = mainPartnerOf(size, place, chance)
    mainPartner[client] = partner
    if (partner > 0) {
      const ended = partner > 2 && chance.percent(15)
      const access = chance.percent(60) ? 'FULL' : 'LIMITED'
      add(inForce({ client, partner, access, status: ended ? 'ENDED' : 'ACTIVE' }, chance))
    }
    if (chance.percent(25)) addAnother(size, { client, partner, currencies, chance, add })
  }
  return { partnerships, byClient, mainPartner }
}

function mainPartnerOf(size: WorldSize, place: number, chance: Random): number {
  if (place <= size.bigClients) return 1
  if (place <= size.bigClients + size.smallClients) return 2
  if (size.partners < 3 || chance.percent(35)) return 0
  const others = size.partners - 2
  return 3 + Math.min(chance.below(others), chance.below(others))
}

interface Another {
  readonly client: number
  readonly partner: number
  readonly currencies: readonly string[]
  readonly chance: Random
  readonly add: (mandate: Omit<PlannedMandate, 'id'>) => void
}

function addAnother(size: WorldSize, { client, partner, currencies, chance, add }: Another): void {
  // Partners 1 and 2 keep their exact number of clients; nobody changes currency.
  const other = 3 + chance.below(Math.max(1, size.partners - 2))
  if (
    partner === 0 ||
    other > size.partners ||
    other === partner ||
    currencies[other] !== currencies[partner]
  )
    return
  const status = chance.pick(['PENDING', 'REFUSED', 'CANCELLED', 'EXPIRED', 'ENDED', 'ACTIVE'])
  if (status === 'ACTIVE' || status === 'ENDED') {
    // INVARIANT: at most one full mandate at a time, so a second one is limited.
    add(inForce({ client, partner: other, access: 'LIMITED', status }, chance))
    return
  }
  const pending = status === 'PENDING'
  const invited = pending ? GENERATED_TODAY - 1 - chance.below(20) : salesBegin + chance.below(900)
  const access = chance.percent(50) ? 'FULL' : 'LIMITED'
  const mode = access === 'FULL' ? anyMode(chance) : null
  const ended = pending ? 0 : status === 'EXPIRED' ? invited + 30 : invited + 1 + chance.below(20)
  add({
    client,
    partner: other,
    access,
    status,
    invited,
    started: 0,
    ended,
    mode,
    modeBefore: mode,
    switched: 0,
  })
}

/** A mandate that was accepted. */
function inForce(
  parties: Pick<PlannedMandate, 'client' | 'partner' | 'access' | 'status'>,
  chance: Random,
): Omit<PlannedMandate, 'id'> {
  const invited = salesBegin + chance.below(300)
  const started = invited + 1 + chance.below(10)
  const ended = parties.status === 'ENDED' ? started + 200 + chance.below(400) : 0
  if (parties.access === 'LIMITED') {
    return { ...parties, invited, started, ended, mode: null, modeBefore: null, switched: 0 }
  }
  const mode = anyMode(chance)
  const switches = chance.percent(20)
  const before: Mode = mode === 'CLIENT_PAYS' ? 'PARTNER_PAYS' : 'CLIENT_PAYS'
  const switched = switches ? started + 50 + chance.below(150) : 0
  return { ...parties, invited, started, ended, mode, modeBefore: switches ? before : mode, switched }
}

function anyMode(chance: Random): Mode {
  return chance.percent(55) ? 'PARTNER_PAYS' : 'CLIENT_PAYS'
}

/** Whether the mandate is in force on a day. */
export function holdsOn(mandate: PlannedMandate, day: number): boolean {
  return mandate.started > 0 && mandate.started <= day && (mandate.ended === 0 || day < mandate.ended)
}

/** Who settles the Partner's orders on a day. */
export function partnerPaysOn(mandate: PlannedMandate, day: number): boolean {
  const mode = mandate.switched > 0 && day < mandate.switched ? mandate.modeBefore : mandate.mode
  return mode === 'PARTNER_PAYS'
}

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
export function grantedProducts(plan: Plan, mandate: PlannedMandate): readonly number[] {
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

function historyOf(mandate: PlannedMandate, requested: boolean): readonly Event[] {
  const { client, partner, status, invited, started, switched, ended } = mandate
  const events = [
    { kind: requested ? 'REQUESTED' : 'INVITED', on: invited, by: requested ? partner : client },
    { kind: 'ACCEPTED', on: started, by: partner },
    { kind: 'PAYMENT_MODE_CHANGED', on: switched, by: client },
    { kind: status, on: ended, by: null },
  ]
  return events.filter((event) => event.on > 0)
}

function tokenHash(mandate: PlannedMandate): string | null {
  if (mandate.status !== 'PENDING') return null
  return createHash('sha256').update(`invitation-${mandate.id}`).digest('hex')
}

function orNull(number: number): string | null {
  return number === 0 ? null : moment(number)
}
