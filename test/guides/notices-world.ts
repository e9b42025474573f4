import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DataSource } from 'typeorm'
import { jobsOn } from '../../src/app/jobs-and-downloads'
import { readSettings } from '../../src/app/settings'
import { type Clock } from '../../src/platform/clock'
import { type JobReport } from '../../src/platform/jobs/job'
import { createLogger } from '../../src/platform/logger'
import { type DemoGateway, mutationsOn } from '../support/mutations-on'
import { NOON } from '../support/real-engine'

/** A mail as it left, read from the data folder. */
export interface LeftMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly replyTo: string | undefined
  /** Its files, by name. */
  readonly files: ReadonlyMap<string, Buffer>
}

/** The demo world behind a real gateway, with its jobs, a clock that tests move, and the mails that left. */
export interface NoticesWorld extends DemoGateway {
  moveTo(moment: string): void
  now(): Date
  /** Runs one of the gateway's jobs at this moment. */
  run(job: string): Promise<JobReport>
  /** Lets follow what follows from changes, and sends all mails. Returns those that left since the last time. */
  mails(): Promise<readonly LeftMail[]>
}

const REPLY_TO = 'support@hosting.example'

export async function noticesWorld(database: DataSource): Promise<NoticesWorld> {
  let now = NOON
  const clock: Clock = { now: () => now }
  const folder = mkdtempSync(join(tmpdir(), 'mandate-notices-'))
  // The secret of the gateways of tests: jobs open what operations sealed.
  writeFileSync(join(folder, 'secret'), Buffer.alloc(32, 7).toString('hex'), { mode: 0o600 })
  const gateway = await mutationsOn(database, { SESSION_DAYS: '365' }, clock)
  const settings = readSettings({
    DATA_DIR: folder,
    MAIL_REPLY_TO: REPLY_TO,
    WEBHOOKS_TO_THIS_MACHINE: 'true',
    PUBLIC_URL: 'https://mandate.example',
    MAX_COST: '1000000',
    NODE_ENV: 'test',
  })
  const logger = createLogger('silent')
  const publicUrl = 'https://mandate.example'
  const jobs = jobsOn({ dataSource: database, publicUrl, settings, clock, logger })
  const run = (name: string): Promise<JobReport> => {
    const job = jobs.find((one) => one.name === name)
    if (job === undefined) throw new Error(`There is no job ${name}.`)
    return job.run(now)
  }
  const known = new Set<string>()
  return {
    ...gateway,
    moveTo: (moment) => {
      now = new Date(moment)
    },
    now: () => now,
    run,
    mails: async () => {
      await run('changes')
      for (let rounds = 0; rounds < 20; rounds += 1) if ((await run('outbox'))['sent'] === 0) break
      const mails = filesIn(join(folder, 'mails'))
      const fresh = mails.filter((name) => name.endsWith('.txt') && !known.has(name))
      for (const name of fresh) known.add(name)
      return fresh.map((name) => readMail(join(folder, 'mails'), name, mails))
    },
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return [] // no mail has left yet
  }
}

function readMail(folder: string, name: string, all: readonly string[]): LeftMail {
  const whole = readFileSync(join(folder, name), 'utf8')
  const end = whole.indexOf('\n\n')
  const header = (key: string): string | undefined =>
    new RegExp(`^${key}: (.*)$`, 'm').exec(whole.slice(0, end))?.[1]
  const prefix = name.replace(/txt$/, '').slice(0, -1)
  const files = all.filter((one) => one.startsWith(`${prefix}-`))
  return {
    to: header('To') ?? '',
    subject: header('Subject') ?? '',
    text: whole.slice(end + 2),
    replyTo: header('Reply-To'),
    files: new Map(files.map((one) => [one.slice(prefix.length + 1), readFileSync(join(folder, one))])),
  }
}
