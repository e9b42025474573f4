import { setTimeout } from 'node:timers/promises'
import { type DataSource } from 'typeorm'
import { systemClock } from '../../src/platform/clock'
import { type Job } from '../../src/platform/jobs/job'
import { startScheduler } from '../../src/platform/jobs/scheduler'
import { createLogger } from '../../src/platform/logger'
import { eachDatabase } from '../support/databases'

const every = 0.03

function jobThat(name: string, run: () => Promise<void>): Job {
  return { name, every, means: 'For tests.', run: () => run().then(() => ({ ran: 1 })) }
}

eachDatabase((_name, open) => {
  let database: DataSource
  let lines: string[]

  beforeAll(async () => {
    database = await open()
  })

  beforeEach(async () => {
    lines = []
    await database.query('DELETE FROM job_leases')
  })

  const start = (jobs: readonly Job[]) => {
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) })
    return startScheduler(jobs, { dataSource: database, clock: systemClock, logger })
  }

  test('jobs run again and again, one after the other', async () => {
    const story: string[] = []
    const reported = (name: string) =>
      jobThat(name, async () => {
        story.push(`${name} begins`)
        await setTimeout(5)
        story.push(`${name} ends`)
      })
    const scheduler = start([reported('a'), reported('b')])
    while (story.length < 12) await setTimeout(10)
    await scheduler.stop()
    const pairs = story.flatMap((line, index) => (index % 2 === 0 ? [[line, story[index + 1]]] : []))
    expect(pairs.filter(([begin, end]) => begin?.replace('begins', 'ends') !== end)).toEqual([])
    expect(new Set(story).size).toBe(4)
  })

  test('a job that fails is logged, tried again, and does not stop the others', async () => {
    const ran = { bad: 0, good: 0 }
    const bad = jobThat('bad', () => {
      ran.bad += 1
      return Promise.reject(new Error('Nobody is at home'))
    })
    const good = jobThat('good', () => {
      ran.good += 1
      return Promise.resolve()
    })
    const scheduler = start([bad, good])
    while (ran.bad < 3 || ran.good < 3) await setTimeout(10)
    await scheduler.stop()
    const failures = lines.filter((line) => line.includes('Nobody is at home'))
    expect(failures.length).toBeGreaterThanOrEqual(3)
    expect(failures[0]).toContain('"job":"bad"')
  })

  test('to stop is to wait for the running job and begin no other', async () => {
    const story: string[] = []
    const long = jobThat('long', async () => {
      story.push('begins')
      await setTimeout(100)
      story.push('ends')
    })
    const next = jobThat('next', () => {
      story.push('next')
      return Promise.resolve()
    })
    const scheduler = start([long, next])
    while (story.length === 0) await setTimeout(5)
    await scheduler.stop()
    expect(story).toEqual(['begins', 'ends'])
    await setTimeout(100)
    expect(story).toEqual(['begins', 'ends'])
  })

  test('a database that does not answer is logged, and the gateway lives on', async () => {
    const gone: DataSource = Object.create(database, {
      query: { value: () => Promise.reject(new Error('gone')) },
      transaction: { value: () => Promise.reject(new Error('gone')) },
    })
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) })
    const idle = jobThat('idle', () => Promise.resolve())
    const scheduler = startScheduler([idle], { dataSource: gone, clock: systemClock, logger })
    while (lines.length === 0) await setTimeout(5)
    await scheduler.stop()
    expect(lines.join('')).toContain('could not be taken or given back')
  })
})
