import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../../src/platform/clock'
import { type Job } from '../../src/platform/jobs/job'
import { runJob } from '../../src/platform/jobs/run-job'
import { eachPair, type Gateways } from './gateways'

const NOON = Date.UTC(2026, 10, 24, 12)
const at = (seconds: number) => ({ now: () => new Date(NOON + seconds * 1000) })

/** A job that ends when the test ends it. */
function held(name: string): { job: Job; began: Promise<void>; end: () => void } {
  let begin = (): void => undefined
  let end = (): void => undefined
  const began = new Promise<void>((resolve) => (begin = resolve))
  const ended = new Promise<void>((resolve) => (end = resolve))
  const run: Job['run'] = async () => {
    begin()
    await ended
    return { ran: 1 }
  }
  return { job: { name, every: 30, means: 'Waits.', run }, began, end: () => end() }
}

const quick = (name: string, every = 30): Job => ({
  name,
  every,
  means: 'Does nothing.',
  run: () => Promise.resolve({ ran: 1 }),
})

eachPair((open) => {
  let pair: Gateways

  beforeAll(async () => {
    pair = await open()
  })

  afterAll(() => pair.close())

  const first = (seconds: number) => ({ dataSource: pair.first, clock: at(seconds) })
  const second = (seconds: number) => ({ dataSource: pair.second, clock: at(seconds) })

  test('what ran is not due before its period, counted from its start, is over', async () => {
    const job = quick('period')
    expect(await runJob(first(0), job)).toEqual({ kind: 'ran', report: { ran: 1 }, lease: 'kept' })
    for (const dependencies of [first(1), second(29.999)]) {
      expect(await runJob(dependencies, job)).toEqual({ kind: 'not due', until: new Date(NOON + 30_000) })
    }
    expect(await runJob(second(30), job)).toMatchObject({ kind: 'ran' })
  })

  test('by hand a job runs before its period is over, and that begins a new one', async () => {
    const job = quick('by hand')
    await runJob(first(0), job)
    expect(await runJob(second(10), job, 'at once')).toMatchObject({ kind: 'ran' })
    expect(await runJob(first(30), job)).toEqual({ kind: 'not due', until: new Date(NOON + 40_000) })
  })

  test('what is running is run by nobody else, not even by hand, and it says by whom', async () => {
    const { job, began, end } = held('running')
    const running = runJob(first(0), job)
    await began
    for (const urgency of ['when due', 'at once'] as const) {
      const answer = await runJob(second(10), job, urgency)
      expect(answer).toMatchObject({ kind: 'held', until: new Date(NOON + 60_000) })
      expect(answer).toHaveProperty('holder', expect.stringContaining(`process ${process.pid}`))
    }
    end()
    expect(await running).toMatchObject({ kind: 'ran', lease: 'kept' })
  })

  test('the lease of a gateway that crashed runs out', async () => {
    const { job, began } = held('crashed')
    void runJob(first(0), job)
    await began
    expect(await runJob(second(59.999), quick('crashed'))).toMatchObject({ kind: 'held' })
    expect(await runJob(second(60), quick('crashed'))).toEqual({
      kind: 'ran',
      report: { ran: 1 },
      lease: 'kept',
    })
  })

  test('who lost their lease says so, and does not take it from the new holder', async () => {
    const { job, began, end } = held('lost')
    const losing = runJob(first(0), job)
    await began
    const other = held('lost')
    const winning = runJob(second(60), other.job)
    await other.began
    end()
    expect(await losing).toMatchObject({ kind: 'ran', lease: 'lost' })
    expect(await runJob(first(61), quick('lost'), 'at once')).toMatchObject({ kind: 'held' })
    other.end()
    expect(await winning).toMatchObject({ kind: 'ran', lease: 'kept' })
  })

  test('a job that runs for longer than its lease keeps it', async () => {
    const leaseMs = 300
    const { job, began, end } = held('long')
    const running = runJob({ dataSource: pair.first, clock: systemClock, leaseMs }, job)
    await began
    const answers = new Set<string>()
    const started = Date.now()
    while (Date.now() - started < 4 * leaseMs) {
      const dependencies = { dataSource: pair.second, clock: systemClock, leaseMs }
      answers.add((await runJob(dependencies, quick('long'), 'at once')).kind)
      await setTimeout(20)
    }
    end()
    expect([...answers]).toEqual(['held'])
    expect(await running).toMatchObject({ kind: 'ran', lease: 'kept' })
  })

  test('a job that fails is an outcome, and is due again next period', async () => {
    const failing: Job = { ...quick('failing'), run: () => Promise.reject(new Error('no')) }
    expect(await runJob(first(0), failing)).toEqual({
      kind: 'failed',
      problem: new Error('no'),
      lease: 'kept',
    })
    expect(await runJob(second(1), failing)).toMatchObject({ kind: 'not due' })
    expect(await runJob(second(30), failing)).toMatchObject({ kind: 'failed' })
  })

  test('the first run ever is had by one', async () => {
    for (let round = 0; round < 50; round += 1) {
      const job = quick(`new ${round}`)
      const outcomes = await Promise.all(
        [first(0), second(0), first(0), second(0)].map((on) => runJob(on, job)),
      )
      expect(outcomes.filter(({ kind }) => kind === 'ran')).toHaveLength(1)
      expect(outcomes.filter(({ kind }) => kind === 'failed')).toHaveLength(0)
    }
  })
})
