import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { affectedRows } from '../data/affected-rows'
import type { ConnectedDatabase } from '../data/connected-database'
import { sqlInstant } from '../data/sql-instant'
import { inTransaction } from '../data/transaction'
import { isUniqueViolation } from '../write/database-problems'
import { withRetries } from '../write/with-retries'

/** The right to run a job, for a while. */
export interface Lease {
  readonly job: string
  readonly holder: string
}

export type LeaseAnswer =
  | { readonly kind: 'taken'; readonly lease: Lease }
  /** Somebody runs it at this moment, or did when they crashed. */
  | { readonly kind: 'held'; readonly holder: string; readonly until: Date }
  /** It ran already in this period. */
  | { readonly kind: 'not due'; readonly until: Date }

/** When a lease may be had: once its period is over, or at once; never while somebody holds it. */
export type Urgency = 'when due' | 'at once'

export interface LeaseRequest {
  readonly now: Date
  readonly until: Date
  readonly urgency: Urgency
}

export interface Leases {
  take(job: string, request: LeaseRequest): Promise<LeaseAnswer>
  /** Holds it longer. Whether it was still held. */
  extend(lease: Lease, until: Date): Promise<boolean>
  /** Gives it back; nobody takes it before `due`. Whether it was still held. */
  release(lease: Lease, due: Date): Promise<boolean>
}

/**
 * The leases that the gateways on one database share.
 * INVARIANT: one statement decides. Of two gateways that ask at once the second waits for the row, and then does not
 * find it free any more.
 */
export function jobLeases(database: ConnectedDatabase): Leases {
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

/** Another one for every run, so that nobody takes the lease of somebody else for their own. */
function newHolder(): string {
  return `${hostname().slice(0, 80)} process ${process.pid} run ${randomBytes(6).toString('hex')}`
}
