import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { ConnectedDatabase } from '../data/connected-database'
import type { Counted, CounterOptions, Counters, CounterStore } from './counters'

const WRITE_AFTER_MS = 1000

interface Row {
  readonly key: string
  readonly points: number | string
  readonly expire: number | string
}

/**
 * Counters in memory that a SQLite file remembers. WHY not counted in the file: one gateway has it, and a statement would
 * wait for the transaction in which the limit is spent. What the last second counted is lost where the process is killed.
 */
export class RememberedCounters implements CounterStore {
  private readonly changed = new Map<string, RateLimiterMemory>()
  private readonly memory = new Map<string, RateLimiterMemory>()
  private readonly read: Promise<void>
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly database: ConnectedDatabase) {
    this.read = this.readAll().catch(() => undefined)
  }

  counters(name: string, seconds: number): Counters {
    const known =
      this.memory.get(name) ?? new RateLimiterMemory({ keyPrefix: name, duration: seconds, points: 0 })
    this.memory.set(name, known)
    const change = async <Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> => {
      await this.read
      this.changed.set(`${name}:${key}`, known)
      this.timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS).unref()
      return work()
    }
    return {
      penalty: (key: string, points: number, options?: CounterOptions): Promise<Counted> =>
        change(key, () => known.penalty(key, points, { ...options })),
      reward: (key, points) => change(key, () => known.reward(key, points)),
      delete: (key) => change(key, () => known.delete(key)),
    }
  }

  async close(): Promise<void> {
    await this.flush()
  }

  /** INVARIANT: asked before anything else of this database, so that no transaction waits for it. */
  private async readAll(): Promise<void> {
    const sql = 'SELECT "key", points, expire FROM rate_limits WHERE expire > ?'
    for (const { key, points, expire } of await this.database.query<readonly Row[]>(sql, [Date.now()])) {
      const colon = key.indexOf(':')
      const limiter = this.memory.get(key.slice(0, colon))
      await limiter?.set(key.slice(colon + 1), Number(points), (Number(expire) - Date.now()) / 1000)
    }
  }

  private flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const changed = [...this.changed]
    this.changed.clear()
    // WHY unheard: a database that is closed already, or busy for long, must not end a gateway.
    this.writing = this.writing.then(() => this.write(changed)).catch(() => undefined)
    return this.writing
  }

  private async write(changed: readonly (readonly [string, RateLimiterMemory])[]): Promise<void> {
    for (const [whole, limiter] of changed) {
      const now = await limiter.get(whole.slice(whole.indexOf(':') + 1))
      await (now === null
        ? this.database.query('DELETE FROM rate_limits WHERE "key" = ?', [whole])
        : this.database.query('REPLACE INTO rate_limits ("key", points, expire) VALUES (?, ?, ?)', [
            whole,
            now.consumedPoints,
            Date.now() + now.msBeforeNext,
          ]))
    }
  }
}
