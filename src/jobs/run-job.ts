import type { ConnectedDatabase } from '../data/connected-database'
import type { Clock } from '../services/clock'
import type { Job, JobReport } from './job'
import { jobLeases, type Lease, type LeaseAnswer, type Leases, type Urgency } from './leases'

/** What running a job stands on. */
export interface JobGround {
  readonly dataSource: ConnectedDatabase
  readonly clock: Clock
  /** How long the lease of a gateway that crashed lasts, in milliseconds; a minute unless said. */
  readonly leaseMs?: number
}

/** Whether nobody else can have run the job meanwhile. */
type Kept = 'kept' | 'lost'

export type JobOutcome =
  | { readonly kind: 'ran'; readonly report: JobReport; readonly lease: Kept }
  | { readonly kind: 'failed'; readonly problem: unknown; readonly lease: Kept }
  | Exclude<LeaseAnswer, { readonly kind: 'taken' }>

const A_MINUTE = 60_000

/**
 * Runs a job if no gateway runs it and, unless `at once`, none did in this period. The lease is extended while the
 * job runs; afterwards it keeps everybody from running the job again before the period is over.
 * @throws what the database throws; a job that fails is an outcome.
 */
export async function runJob(
  { dataSource, clock, leaseMs = A_MINUTE }: JobGround,
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
    // WHY silent: the lease outlasts two extensions that fail, and a lease that is lost is told of at the end.
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
