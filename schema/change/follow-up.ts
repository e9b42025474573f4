import { dayBy } from '../../src/platform/clock'
import { type JobReport } from '../../src/platform/jobs/job'
import { sqlInstant } from '../../src/platform/database/dialect'
import { affectedRows } from '../../src/platform/database/transaction'
import { globalId } from '../../src/read/cursor'
import { systemTransaction } from '../../src/write/outside'
import { type OutgoingMailRequest, type Transaction } from '../../src/write/transaction'
import { accountingMails } from '../accounting-address/accounting-mails'
import { type NounJobParts } from '../noun'
import { deliveriesFor } from '../webhook/deliveries-for'
import { type ChangeDeclaration } from './change-declaration'
import { ChangeKind } from './change-kind'
import { columnOf, type SubjectRelation, subjects } from './change.entity'
import { complianceOfficers, membersOf, ownersAfter, partnersOfClients, type Person } from './people'
import { pageOf } from './page-of'
import { placeChanges } from './place-changes'
import { declarationOf, readChanges } from './read-changes'

export type FollowUpParts = Pick<NounJobParts, 'dependencies' | 'readFor'>

/** A change as it is stored, with what is declared of its kind. */
export interface StoredChange {
  readonly id: number
  readonly kind: ChangeKind
  readonly at: Date
  readonly mark: string | null
  readonly organisation: number | null
  readonly counterpart: number | null
  readonly forUser: number | null
  /** `Invoice:12` */
  readonly subject: string
  readonly declared: ChangeDeclaration
  /** The Organisations whose people and webhooks may learn of it. */
  readonly organisations: readonly number[]
  /** Of a change that every owner gets a mail of: the membership up to which they have it. */
  readonly reached: number
}

/**
 * Gives changes their place in the feed, then makes of each the mails and webhook deliveries that follow from it, for whoever
 * sees it at this moment.
 * INVARIANT: a batch is marked in the transaction that writes its mails and deliveries. Whatever dies in between, each is
 * written once.
 */
export async function followUp(parts: FollowUpParts, now: Date): Promise<JobReport> {
  const { dependencies } = parts
  const counts = { placed: 0, mails: 0, deliveries: 0, failed: 0 }
  for (let step = -1; step !== 0; counts.placed += step) {
    step = await systemTransaction(dependencies, now, placeChanges)
  }
  const failed: number[] = []
  for (;;) {
    const batch = await nextBatch(parts, now, failed)
    if (batch.length === 0) break
    const done = await followUpAll(parts, now, batch)
    // Another worker has taken the batch.
    if (done === undefined) break
    counts.mails += done.mails
    counts.deliveries += done.deliveries
    failed.push(...done.failed)
  }
  return { ...counts, failed: failed.length }
}

/** After so many runs in which a change alone could not be followed up, it is left. */
const ATTEMPTS = 20

/**
 * Follows a batch up; where that fails, each change alone.
 * WHY: one change that cannot be read must not keep the others from leaving.
 */
async function followUpAll(
  parts: FollowUpParts,
  now: Date,
  batch: readonly StoredChange[],
): Promise<(Done & { readonly failed: readonly number[] }) | undefined> {
  const [first] = batch
  try {
    const done =
      first?.declared.also === 'every owner'
        ? await tellOwners(parts, now, first)
        : await tell(parts, now, batch)
    return done === undefined ? undefined : { ...done, failed: [] }
  } catch (problem) {
    if (batch.length === 1 && first !== undefined) {
      await countFailure(parts, now, first)
      return { mails: 0, deliveries: 0, failed: [first.id] }
    }
    if (batch.length === 0) throw problem
  }
  const all = { mails: 0, deliveries: 0, failed: new Array<number>() }
  for (const one of batch) {
    const done = await followUpAll(parts, now, [one])
    if (done === undefined) return undefined
    all.mails += done.mails
    all.deliveries += done.deliveries
    all.failed.push(...done.failed)
  }
  return all
}

async function countFailure({ dependencies }: FollowUpParts, now: Date, { id }: StoredChange): Promise<void> {
  await systemTransaction(dependencies, now, ({ manager }) =>
    affectedRows(
      manager,
      `UPDATE changes SET attempts = attempts + 1,
       followed_up_at = CASE WHEN attempts >= ${ATTEMPTS} THEN ? ELSE followed_up_at END WHERE id = ?`,
      [sqlInstant(now), id],
    ),
  )
}

const A_TIME = 50
/** WHY named: a kind that a later version wrote waits for that version. */
const KINDS: readonly string[] = Object.values(ChangeKind)

/** The next changes; one that every owner gets a mail of comes alone. */
async function nextBatch(
  { dependencies }: FollowUpParts,
  now: Date,
  failed: readonly number[],
): Promise<readonly StoredChange[]> {
  return systemTransaction(dependencies, now, async (tx) => {
    const rows = await tx.manager.query<readonly ChangeRow[]>(
      `SELECT id, kind, happened_at, mark, organisation_id, counterpart_id, for_user_id, reached,
       ${(Object.keys(subjects) as SubjectRelation[]).map(columnOf).join(', ')}
       FROM changes WHERE followed_up_at IS NULL AND position IS NOT NULL
       AND kind IN (${KINDS.map(() => '?').join(', ')})
       AND id NOT IN (${['0', ...failed.map(() => '?')].join(', ')}) ORDER BY position LIMIT ${A_TIME}`,
      [...KINDS, ...failed],
    )
    const clients = rows.flatMap((row) =>
      declarationOf(row.kind).also === 'partners' ? [row.organisation_id] : [],
    )
    const partners = await partnersOfClients(tx, [...new Set(clients.flatMap((key) => key ?? []))])
    const changes = rows.map((row) => storedOf(row, partners))
    const alone = changes.findIndex(({ declared }) => declared.also === 'every owner')
    return alone === -1 ? changes : changes.slice(0, Math.max(alone, 1))
  })
}

type ChangeRow = Readonly<Record<string, unknown>> & {
  readonly id: number
  readonly kind: ChangeKind
  readonly happened_at: string | Date
  readonly mark: string | null
  readonly organisation_id: number | null
  readonly counterpart_id: number | null
  readonly for_user_id: number | null
  readonly reached: number | null
}

function storedOf(row: ChangeRow, partners: ReadonlyMap<number, readonly number[]>): StoredChange {
  const declared = declarationOf(row.kind)
  const { organisation_id: organisation, counterpart_id: counterpart } = row
  const sides = {
    organisation: declared.only === 'counterpart' ? null : organisation,
    counterpart: declared.only === 'organisation' ? null : counterpart,
  }
  const others =
    declared.also === 'partners' && organisation !== null ? (partners.get(organisation) ?? []) : []
  const organisations = [sides.organisation, sides.counterpart, ...others].flatMap((key) => key ?? [])
  return {
    id: row.id,
    kind: row.kind,
    at: instantOf(row.happened_at),
    mark: row.mark,
    organisation,
    counterpart,
    forUser: row.for_user_id,
    subject: globalId(subjects[declared.about], Number(row[columnOf(declared.about)])),
    declared,
    organisations: [...new Set(organisations)],
    reached: row.reached ?? 0,
  }
}

/** As both databases hand an instant out: in UTC. */
function instantOf(stored: string | Date): Date {
  return stored instanceof Date ? stored : new Date(`${stored.replace(' ', 'T')}Z`)
}

interface Done {
  readonly mails: number
  readonly deliveries: number
}

async function tell(
  parts: FollowUpParts,
  now: Date,
  changes: readonly StoredChange[],
): Promise<Done | undefined> {
  const { dependencies } = parts
  const people = await systemTransaction(dependencies, now, (tx) => peopleFor(tx, changes))
  const mails = [...(await mailsTo(parts, now, people)), ...(await accountingMails(parts, now, changes))]
  const deliveries = await deliveriesFor(parts, now, changes)
  return systemTransaction(dependencies, now, async (tx) => {
    const ids = changes.map(({ id }) => id)
    const claimed = await affectedRows(
      tx.manager,
      `UPDATE changes SET followed_up_at = ? WHERE followed_up_at IS NULL AND id IN (${ids.map(() => '?').join(', ')})`,
      [sqlInstant(now), ...ids],
    )
    // WHY thrown away: another worker wrote the mails of some of them.
    if (claimed !== ids.length) return undefined
    for (const mail of mails) await tx.mail(mail)
    await deliveries.write(tx)
    return { mails: mails.length, deliveries: deliveries.count }
  })
}

const OWNERS_A_TIME = 200

/** Writes to a page of owners, and notes how far it came. */
async function tellOwners(parts: FollowUpParts, now: Date, change: StoredChange): Promise<Done | undefined> {
  const { dependencies } = parts
  const owners = await systemTransaction(dependencies, now, (tx) =>
    ownersAfter(tx, change.reached, OWNERS_A_TIME),
  )
  const mails = await mailsTo(
    parts,
    now,
    owners.map((person) => ({ person, changes: [change] })),
  )
  const isLast = owners.length < OWNERS_A_TIME
  return systemTransaction(dependencies, now, async (tx) => {
    const claimed = await affectedRows(
      tx.manager,
      `UPDATE changes SET reached = ?, followed_up_at = ?
       WHERE id = ? AND followed_up_at IS NULL AND COALESCE(reached, 0) = ?`,
      [
        owners.at(-1)?.membership ?? change.reached,
        isLast ? sqlInstant(now) : null,
        change.id,
        change.reached,
      ],
    )
    if (claimed !== 1) return undefined
    for (const mail of mails) await tx.mail(mail)
    return { mails: mails.length, deliveries: 0 }
  })
}

/** Somebody, and the changes of which they may learn if they see them. */
interface Asked {
  readonly person: Person
  readonly changes: readonly StoredChange[]
}

async function peopleFor(tx: Transaction, changes: readonly StoredChange[]): Promise<readonly Asked[]> {
  const members = await membersOf(tx, [...new Set(changes.flatMap(({ organisations }) => organisations))])
  const isForCompliance = changes.some(({ declared }) => declared.also === 'compliance')
  const officers = isForCompliance ? await complianceOfficers(tx) : []
  return [
    ...members.map((person) => ({ person, changes: changes.filter((change) => concerns(change, person)) })),
    ...officers.map((person) => ({
      person,
      changes: changes.filter(({ declared }) => declared.also === 'compliance'),
    })),
  ]
}

function concerns({ organisations, forUser }: StoredChange, { user, organisation }: Person): boolean {
  if (organisation === null || !organisations.includes(organisation)) return false
  return forUser === null || forUser === user
}

/** The mails to these people: of each change one to each person, where they see it and want it. */
async function mailsTo(
  { readFor, dependencies }: FollowUpParts,
  now: Date,
  asked: readonly Asked[],
): Promise<readonly OutgoingMailRequest[]> {
  const mails = new Map<string, OutgoingMailRequest>()
  const dayOf = (instant: Date): string => dayBy(dependencies.clock, instant)
  for (const { person, changes } of asked) {
    const wanted = changes.filter(
      ({ kind, declared, id }) =>
        declared.mail !== undefined && !person.muted.has(kind) && !mails.has(`${id} ${person.user}`),
    )
    if (wanted.length === 0) continue
    const seen = await readChanges(
      readFor,
      { principal: person.principal, now },
      wanted.map(({ id }) => id),
    )
    for (const { id, at, mark, declared, subject } of wanted) {
      const row = seen.get(id)?.row
      const letter = row === undefined ? null : declared.mail?.tell(row, { at, mark, dayOf })
      if (letter === null || letter === undefined) continue
      const { name: who, email: to, locale, user } = person
      const link = `${dependencies.publicUrl}${letter.path ?? pageOf(subject)}`
      const data = { person: who, ...letter.data, link }
      // WHY by person: somebody of both sides gets one mail.
      mails.set(`${id} ${user}`, { to, locale, template: letter.template, data })
    }
  }
  return [...mails.values()]
}
