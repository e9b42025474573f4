import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type DataSource } from 'typeorm'
import { countersFor, type CounterStore, rateLimitOn } from '../../src/platform/limits/counters'
import { eachDatabase } from '../support/databases'

/** How many of ten attempts are let through. */
async function letThrough(store: CounterStore, attempts = 10): Promise<number> {
  const limit = rateLimitOn(store.counters('tries', 900), 3)
  const all = await Promise.allSettled(
    Array.from({ length: attempts }, () => limit.spend('ada@new.example', 1)),
  )
  return all.filter(({ status }) => status === 'fulfilled').length
}

eachDatabase((name, open) => {
  let database: DataSource
  beforeAll(async () => {
    database = await open()
  })

  test('a restart forgets nothing, and nobody is named in the table', async () => {
    const before = countersFor(database, undefined)
    expect(await letThrough(before)).toBe(3)
    await before.close()
    const after = countersFor(database, undefined)
    expect(await letThrough(after)).toBe(0)
    await rateLimitOn(after.counters('tries', 900), 3).forget('ada@new.example')
    expect(await letThrough(after, 2)).toBe(2)
    await after.close()
    const rows = JSON.stringify(await database.query('SELECT * FROM rate_limits'))
    expect(rows).toMatch(/tries:[0-9a-f]{64}/)
    expect(rows).not.toContain('ada')
  })

  if (name === 'MariaDB') {
    test('two gateways share them, and a transaction that is open neither waits nor undoes', async () => {
      const [one, other] = [countersFor(database, undefined), countersFor(database, undefined)]
      const limits = [one, other].map((store) => rateLimitOn(store.counters('shared', 900), 3))
      await database
        .transaction(async (manager) => {
          await manager.query('SELECT * FROM rate_limits')
          for (let turn = 0; turn < 3; turn += 1) await limits[turn % 2]?.spend('k', 1)
          throw new Error('undone')
        })
        .catch(() => undefined)
      await expect(limits[0]?.spend('k', 1)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
      await expect(limits[1]?.spend('k', 1)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
      await Promise.all([one.close(), other.close()])
    })
  }
})

const REDIS = '/usr/bin/redis-server'
const PORT = 16_379 + (process.pid % 1000)
// Under CI a missing server is a failure: `.ci/run` installs it.
const withRedis = existsSync(REDIS) || process.env['CI'] !== undefined ? describe : describe.skip

withRedis('in Redis', () => {
  let server: ChildProcess
  const url = `redis://127.0.0.1:${PORT}`
  beforeAll(async () => {
    server = spawn(REDIS, ['--port', String(PORT), '--save', '', '--bind', '127.0.0.1'], { stdio: 'pipe' })
    await new Promise<void>((resolve) => {
      server.stdout?.on('data', (text: Buffer) => {
        if (text.toString().includes('Ready to accept')) resolve()
      })
    })
  })
  afterAll(() => server.kill())

  /** Connected: a store that is not yet counts for itself. */
  async function connected(): Promise<CounterStore> {
    const store = countersFor(undefined, url)
    await new Promise((resolve) => setTimeout(resolve, 300))
    return store
  }

  test('two gateways share them, and where it is gone each counts for itself', async () => {
    const [one, other] = await Promise.all([connected(), connected()])
    expect((await letThrough(one, 2)) + (await letThrough(other, 5))).toBe(3)
    server.kill()
    await new Promise((resolve) => server.once('exit', resolve))
    expect(await letThrough(one)).toBe(3)
    await Promise.all([one.close(), other.close()])
  })
})
