import { Command } from 'commander'
import { keepPrivate } from '../app/secrets'
import { readSettings, type Settings } from '../app/settings'
import { issuerOf, publicUrlOf } from '../http/link-pages'
import { systemClockIn } from '../platform/clock'
import { type DatabaseSettings } from '../platform/database/open-database'
import { type ConnectedDatabase } from '../platform/database/transaction'
import { type Job, type JobParts } from '../platform/jobs/job'
import { type JobOutcome, runJob } from '../platform/jobs/run-job'
import { createLogger } from '../platform/logger'

export interface JobsParts {
  readonly open: (address: string, settings: DatabaseSettings) => Promise<ConnectedDatabase>
  readonly jobsOn: (parts: JobParts) => readonly Job[]
}

/** `npm run jobs -- NAME`, `npm run jobs -- --list`: runs one job now, though its period may not be over. */
export function jobsCommand(parts: JobsParts): Command {
  return new Command('jobs')
    .description('Run a periodic job now; DATABASE_URL chooses the database')
    .argument('[name]', 'which')
    .option('--list', 'list the jobs')
    .action((name: string | undefined, options: { list?: true }) => {
      // WHY a database in memory: listing the jobs must not create or migrate a database.
      const settings = readSettings(
        options.list === true ? { ...process.env, DATABASE_URL: 'sqlite::memory:' } : process.env,
      )
      return withJobs(parts, settings, async (jobs, dependencies) => {
        if (options.list === true) return void process.stdout.write(listOf(jobs))
        const job = jobs.find((one) => one.name === name)
        if (job === undefined) throw new Error(unknown(name, jobs))
        const outcome = await runJob(dependencies, job, 'at once')
        console.log(sentenceOf(job, outcome))
        if (outcome.kind !== 'ran') process.exitCode = 1
      })
    })
}

async function withJobs(
  { open, jobsOn }: JobsParts,
  settings: Settings,
  work: (jobs: readonly Job[], parts: JobParts) => Promise<void>,
): Promise<void> {
  const logger = createLogger(settings.logLevel)
  for (const sentence of keepPrivate(settings)) logger.warn(sentence)
  // WHY several connections: while the job works on one, its lease is extended on another.
  const dataSource = await open(settings.databaseUrl, {
    connections: 3,
    statementTimeoutSeconds: settings.statementTimeoutMs / 1000,
  })
  try {
    const clock = systemClockIn(settings.legalTimeZone)
    const parts = {
      dataSource,
      publicUrl: publicUrlOf(settings),
      issuer: issuerOf(settings),
      settings,
      clock,
      logger,
    }
    await work(jobsOn(parts), parts)
  } finally {
    await dataSource.destroy()
  }
}

function listOf(jobs: readonly Job[]): string {
  const widest = Math.max(...jobs.map(({ name }) => name.length))
  return jobs.map(({ name, every, means }) => `${name.padEnd(widest)}  every ${every} s  ${means}\n`).join('')
}

function unknown(name: string | undefined, jobs: readonly Job[]): string {
  const names = jobs.map((job) => job.name).join(', ')
  return name === undefined
    ? `Say which job to run: ${names}.`
    : `There is no job \`${name}\`; there are: ${names}.`
}

function sentenceOf({ name }: Job, outcome: JobOutcome): string {
  switch (outcome.kind) {
    case 'ran': {
      const counts = Object.entries(outcome.report).map(([what, count]) => `${what} ${count}`)
      return `The job \`${name}\` ran: ${counts.join(', ')}.${cellQuestion(outcome)}`
    }
    case 'failed':
      return `The job \`${name}\` failed: ${String(outcome.problem)}${cellQuestion(outcome)}`
    case 'held':
      return `The job \`${name}\` is run by ${outcome.holder}, which holds it until ${outcome.until.toISOString()} at least.`
    case 'not due':
      return `The job \`${name}\` is not due before ${outcome.until.toISOString()}.`
  }
}

function cellQuestion({ lease }: { readonly lease: 'kept' | 'lost' }): string {
  return lease === 'kept' ? '' : ' It lost its lease meanwhile: a gateway may have run it too.'
}
