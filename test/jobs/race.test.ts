import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import { systemClock } from '../../src/platform/clock'
import { type Job } from '../../src/platform/jobs/job'
import { type JobOutcome, runJob } from '../../src/platform/jobs/run-job'
import { startScheduler } from '../../src/platform/jobs/scheduler'
import { printFigures } from '../support/print-figures'
import { eachPair, type Gateways } from './gateways'

const deep = process.env['DEEP'] !== undefined
const PERIODS = deep ? 1000 : 60
/** How often two schedulers run their job. */
const RUNS = deep ? 400 : 40

/** A job that knows when it is run, and whether somebody runs it at the same time. */
function watched(name: string, every: number): { job: Job; starts: Date[]; overlaps: () => number } {
  const starts: Date[] = []
  let inside = 0
  let overlaps = 0
  const job: Job = {
    name,
    every,
    means: 'Watches itself.',
    async run(now) {
      starts.push(now)
      inside += 1
      if (inside > 1) overlaps += 1
      await setTimeout(Math.random() * 4)
      inside -= 1
      return { ran: 1 }
    },
  }
  return { job, starts, overlaps: () => overlaps }
}

eachPair((open, database) => {
  let pair: Gateways

  beforeAll(async () => {
    pair = await open()
  })

  afterAll(() => pair.close())

  test(`two gateways that ask at once, ${PERIODS} periods long: each period is run exactly once`, async () => {
    const { job, starts, overlaps } = watched('race', 3600)
    const kinds: Record<JobOutcome['kind'], number> = { ran: 0, failed: 0, held: 0, 'not due': 0 }
    for (let period = 0; period < PERIODS; period += 1) {
      const clock = { now: () => new Date(Date.UTC(2026, 0, 1) + period * 3_600_000) }
      const before = starts.length
      const outcomes = await Promise.all(
        [pair.first, pair.second].map((gateway) => runJob({ dataSource: gateway, clock }, job)),
      )
      for (const { kind } of outcomes) kinds[kind] += 1
      expect(starts.length - before).toBe(1)
    }
    printFigures(database, kinds)
    expect(overlaps()).toBe(0)
    expect(kinds).toMatchObject({ ran: PERIODS, failed: 0 })
    expect(kinds.held + kinds['not due']).toBe(PERIODS)
    // They did collide: the loser found the other one running.
    expect(kinds.held).toBeGreaterThan(PERIODS / 4)
  })

  test('two schedulers left to themselves never run the job twice in a period', async () => {
    const every = 0.02
    const { job, starts, overlaps } = watched('schedulers', every)
    const logger = pino({ level: 'silent' })
    const won = [0, 0]
    const schedulers = [pair.first, pair.second].map((dataSource, index) => {
      const run: Job['run'] = (now) => {
        won[index] = (won[index] ?? 0) + 1
        return job.run(now)
      }
      return startScheduler([{ ...job, run }], { dataSource, clock: systemClock, logger })
    })
    const deadline = Date.now() + 60_000
    while (starts.length < RUNS && Date.now() < deadline) await setTimeout(50)
    await Promise.all(schedulers.map((scheduler) => scheduler.stop()))
    const pauses = starts.slice(1).map((start, index) => Number(start) - Number(starts[index]))
    printFigures(database, {
      runs: starts.length,
      shortest: Math.min(...pauses),
      longest: Math.max(...pauses),
      won,
    })
    expect(starts.length).toBeGreaterThanOrEqual(RUNS)
    expect(overlaps()).toBe(0)
    // They did meet: neither was always first.
    expect(Math.min(...won)).toBeGreaterThan(RUNS / 20)
    expect(pauses.filter((pause) => pause < every * 1000)).toEqual([])
  })
})
