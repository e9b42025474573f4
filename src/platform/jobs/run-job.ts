import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { withRetries } from '../../write/open-transaction'
import { isUniqueViolation } from '../../write/refusal'
import { type Clock } from '../clock'
import { sqlInstant } from '../database/dialect'
import { affectedRows, type ConnectedDatabase, inTransaction } from '../database/transaction'
import { type Job, type JobReport } from './job'

/** What running a job needs. */
export interface JobDependencies {
  readonly dataSource: ConnectedDatabase
  readonly clock: Clock
  /** How long the lease of a crashed gateway lasts, in milliseconds; a minute by default. */
  readonly leaseMs?: number
}

/** Whether the lease was held to the end, so that no other gateway can have run the job meanwhile. */
type Kept = 'kept' | 'lost'

export type JobOutcome =
  | { readonly kind: 'ran'; readonly report: JobReport; readonly lease: Kept }
  | { readonly kind: 'failed'; readonly problem: unknown; readonly lease: Kept }
  | Exclude<LeaseAnswer, { readonly kind: 'taken' }>

const A_MINUTE = 60_000

/**
 * Runs a job if no gateway runs it and, unless `at once`, none did in this period. The lease is extended while the
 * job runs; afterwards no gateway runs the job again before the period is over.
 * @throws errors of the database; a failed job is an outcome.
 */
export async function runJob(
  { dataSource, clock, leaseMs = A_MINUTE }: JobDependencies,
  job: Job,
  urgency: Urgency = 'when due',
): Promise<JobOutcome> {
  const leases = jobLeases(dataSource)
  const started = clock.now()
  const untilFrom = (now: Date): Date => new Date(now.getTime() + leaseMs)
  const answer = await leases.take(job.name, { now: started, until: untilFrom(started), urgency })
  if (answer.kind !== 'taken') return answer
  const { lease } = answer
  const heartbeat = setInterval(() => {
    // WHY silent: the lease outlasts two failed extensions, and a lost lease is reported at the end.
    leases.extend(lease, untilFrom(clock.now())).catch(() => undefined)
  }, leaseMs / 3)
  heartbeat.unref()
  const done = await tried(job, started)
  clearInterval(heartbeat)
  return { ...done, lease: await giveBack(leases, lease, new Date(started.getTime() + job.every * 1000)) }
}

type Done =
  | { readonly kind: 'ran'; readonly report: JobReport }
  | { readonly kind: 'failed'; readonly problem: unknown }

async function tried(job: Job, now: Date): Promise<Done> {
  try {
    return { kind: 'ran', report: await job.run(now) }
  } catch (problem) {
    return { kind: 'failed', problem }
  }
}

async function giveBack(leases: Leases, lease: Lease, due: Date): Promise<Kept> {
  return (await leases.release(lease, due)) ? 'kept' : 'lost'
}

/** The right to run a job, for a while. */
interface Lease {
  readonly job: string
  readonly holder: string
}

type LeaseAnswer =
  | { readonly kind: 'taken'; readonly lease: Lease }
  /** A gateway runs it now, or crashed while it did. */
  | { readonly kind: 'held'; readonly holder: string; readonly until: Date }
  /** It has already run in this period. */
  | { readonly kind: 'not due'; readonly until: Date }

/** When a lease may be taken: after its period, or at once; never while it is held. */
type Urgency = 'when due' | 'at once'

interface LeaseRequest {
  readonly now: Date
  readonly until: Date
  readonly urgency: Urgency
}

interface Leases {
  take(job: string, request: LeaseRequest): Promise<LeaseAnswer>
  /** Extends it. Returns whether it was still held. */
  extend(lease: Lease, until: Date): Promise<boolean>
  /** Releases it; nobody can take it before `due`. Returns whether it was still held. */
  release(lease: Lease, due: Date): Promise<boolean>
}

/**
 * The leases that the gateways on one database share.
 * INVARIANT: one statement decides. If two gateways ask at once, the second waits for the row and then finds it taken.
 */
function jobLeases(database: ConnectedDatabase): Leases {
  const write = (statement: string, parameters: readonly string[]): Promise<boolean> =>
    withRetries(() =>
      inTransaction(database, async (manager) => (await affectedRows(manager, statement, parameters)) === 1),
    )
  const firstEver = (lease: Lease, until: Date): Promise<boolean> =>
    write(INSERT, [lease.job, lease.holder, sqlInstant(until)]).catch((problem: unknown) => {
      if (isUniqueViolation(problem)) return false
      throw problem
    })
  const find = async (job: string): Promise<LeaseRow | undefined> =>
    (await database.query<readonly LeaseRow[]>(SELECT, [job]))[0]
  return {
    async take(job, { now, until, urgency }) {
      const lease: Lease = { job, holder: newHolder() }
      const values = [lease.holder, sqlInstant(until), job, sqlInstant(now)]
      if (await write(TAKE[urgency], values)) return { kind: 'taken', lease }
      const row = (await find(job)) ?? ((await firstEver(lease, until)) ? undefined : await find(job))
      return row === undefined ? { kind: 'taken', lease } : answerOf(row)
    },
    extend: ({ job, holder }, until) => write(EXTEND, [sqlInstant(until), job, holder]),
    release: ({ job, holder }, due) => write(RELEASE, [sqlInstant(due), job, holder]),
  }
}

interface LeaseRow {
  readonly holder: string
  readonly held_until: string
}

const NOBODY = `''`
const SELECT = 'SELECT holder, held_until FROM job_leases WHERE name = ?'
const INSERT = 'INSERT INTO job_leases (name, holder, held_until) VALUES (?, ?, ?)'
const FREE = 'UPDATE job_leases SET holder = ?, held_until = ? WHERE name = ?'
const TAKE: Readonly<Record<Urgency, string>> = {
  'when due': `${FREE} AND held_until <= ?`,
  'at once': `${FREE} AND (held_until <= ? OR holder = ${NOBODY})`,
}
const EXTEND = 'UPDATE job_leases SET held_until = ? WHERE name = ? AND holder = ?'
const RELEASE = `UPDATE job_leases SET holder = ${NOBODY}, held_until = ? WHERE name = ? AND holder = ?`

function answerOf({ holder, held_until }: LeaseRow): LeaseAnswer {
  const until = new Date(`${held_until.replace(' ', 'T')}Z`)
  return holder === '' ? { kind: 'not due', until } : { kind: 'held', holder, until }
}

/** Unique for every run, so that no run takes another's lease for its own. */
function newHolder(): string {
  return `${hostname().slice(0, 80)} process ${process.pid} run ${randomBytes(6).toString('hex')}`
}
