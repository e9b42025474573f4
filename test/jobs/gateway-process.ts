import { appendFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import 'reflect-metadata'
import { openDatabaseAt } from '../../ormconfig'
import { systemClock } from '../../src/platform/clock'
import { type Job } from '../../src/platform/jobs/job'
import { startScheduler } from '../../src/platform/jobs/scheduler'
import { createLogger } from '../../src/platform/logger'

/** A gateway that does nothing but run one job on `DATABASE_URL`, and note it in `DIARY`, until it is killed. */
async function run(): Promise<void> {
  const { DATABASE_URL = '', DIARY = '' } = process.env
  const note = (what: string): void => appendFileSync(DIARY, `${what} ${process.pid}\n`)
  const job: Job = {
    name: 'diary',
    every: 0.01,
    means: 'Writes a diary.',
    async run() {
      note('begin')
      await setTimeout(Math.random() * 6)
      note('end')
      return { ran: 1 }
    },
  }
  const dataSource = await openDatabaseAt(DATABASE_URL)
  startScheduler([job], { dataSource, clock: systemClock, logger: createLogger('silent'), leaseMs: 3000 })
  // The scheduler alone keeps no process alive.
  await setTimeout(120_000)
}

void run()
