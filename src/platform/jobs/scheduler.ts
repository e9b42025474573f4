import { setTimeout } from 'node:timers/promises'
import { type Logger } from 'pino'
import { type Job } from './job'
import { type JobDependencies, type JobOutcome, runJob } from './run-job'

export interface Scheduler {
  /** Starts no more jobs and waits for the running one. */
  stop(): Promise<void>
}

export interface SchedulerDependencies extends JobDependencies {
  readonly logger: Logger
}

/** Milliseconds. WHY at most a minute: jobs must not sleep on after the clock was corrected. */
const SHORTEST_PAUSE = 10
const LONGEST_PAUSE = 60_000

/** Runs jobs when they are due, one after the other, until stopped. A job that fails is logged and runs next time. */
export function startScheduler(jobs: readonly Job[], dependencies: SchedulerDependencies): Scheduler {
  const stopping = new AbortController()
  const running = runUntil(stopping.signal, jobs, dependencies)
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

async function runUntil(
  stopping: AbortSignal,
  jobs: readonly Job[],
  dependencies: SchedulerDependencies,
): Promise<void> {
  const due = new Map<string, number>(jobs.map((job) => [job.name, 0]))
  const now = (): number => dependencies.clock.now().getTime()
  const isDue = ({ name }: Job): boolean => !stopping.aborted && (due.get(name) ?? 0) <= now()
  while (!stopping.aborted) {
    for (const job of jobs) {
      if (isDue(job)) due.set(job.name, await attempt(job, dependencies))
    }
    const pause = Math.min(...due.values()) - now()
    await sleep(Math.min(Math.max(pause, SHORTEST_PAUSE), LONGEST_PAUSE), stopping)
  }
}

/** When to check the job again. */
async function attempt(job: Job, dependencies: SchedulerDependencies): Promise<number> {
  const started = dependencies.clock.now().getTime()
  const nextPeriod = started + job.every * 1000
  try {
    const outcome = await runJob(dependencies, job)
    note(job, outcome, dependencies.logger)
    return outcome.kind === 'not due' ? outcome.until.getTime() : nextPeriod
  } catch (err) {
    dependencies.logger.error({ job: job.name, err }, 'The lease of a job could not be taken or given back')
    return started + LONGEST_PAUSE
  }
}

function note({ name }: Job, outcome: JobOutcome, logger: Logger): void {
  if ('lease' in outcome && outcome.lease === 'lost') {
    logger.warn({ job: name }, 'A job lost its lease while it ran: another gateway may have run it too')
  }
  switch (outcome.kind) {
    case 'ran': {
      const { report } = outcome
      const level = Object.values(report).some((count) => count > 0) ? 'info' : 'debug'
      logger[level]({ job: name, report }, 'A job ran')
      return
    }
    case 'failed':
      logger.error({ job: name, err: outcome.problem }, 'A job failed; it runs again in its next period')
      return
    case 'held':
    case 'not due':
      logger.trace({ job: name, until: outcome.until }, 'This gateway may not run the job now')
      return
  }
}

/** WHY unref: waiting for the next job alone keeps no process alive. */
async function sleep(milliseconds: number, stopping: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal: stopping, ref: false }).catch(() => undefined)
}
