import Redis from 'ioredis'
import { createPool } from 'mysql2'
import { RateLimiterMemory, RateLimiterMySQL, RateLimiterRedis } from 'rate-limiter-flexible'
import { GatewayError } from '../../http/error-catalogue'
import { digestOf } from '../crypto/sealed-text'
import { type ConnectedDatabase } from '../database/transaction'

/** Counters by key. Each is zero again after its period. */
export interface Counters {
  /** Adds in one step and returns the new count; `customDuration` in seconds, for a counter that begins. */
  penalty(key: string, points: number, options?: CounterOptions): Promise<Counted>
  reward(key: string, points: number): Promise<unknown>
  delete(key: string): Promise<unknown>
}

interface CounterOptions {
  readonly customDuration?: number
}

interface Counted {
  readonly consumedPoints: number
  readonly msBeforeNext: number
}

/** Where counters are kept. */
export interface CounterStore {
  /** INVARIANT: a name never changes its meaning, because gateways of two versions share the counters. */
  counters(name: string, seconds: number): Counters
  close(): Promise<void>
}

/** In the memory of one process, until it ends. */
function countersInMemory(): CounterStore {
  return {
    counters: (keyPrefix, duration) => new RateLimiterMemory({ keyPrefix, duration, points: 0 }),
    close: () => Promise.resolve(),
  }
}

/**
 * The counters of a gateway: in Redis if one is configured, otherwise in its database.
 * WHY `insuranceLimiter`: if the store cannot be reached, each gateway counts for itself. So every attempt is counted, and
 * nobody is refused because a server is down.
 */
export function countersFor(
  database: ConnectedDatabase | undefined,
  redisUrl: string | undefined,
): CounterStore {
  const store = storeFor(database, redisUrl)
  return { close: () => store.close(), counters: (name, seconds) => digested(store.counters(name, seconds)) }
}

/** WHY: keys are e-mail and network addresses, which a store must not reveal. */
function digested(counters: Counters): Counters {
  return {
    penalty: (key, points, options) => counters.penalty(digestOf(key), points, options),
    reward: (key, points) => counters.reward(digestOf(key), points),
    delete: (key) => counters.delete(digestOf(key)),
  }
}

function storeFor(database: ConnectedDatabase | undefined, redisUrl: string | undefined): CounterStore {
  if (redisUrl !== undefined) return countersInRedis(redisUrl)
  if (database === undefined) return countersInMemory()
  const { options } = database
  if (options.type === 'better-sqlite3')
    return options.database === ':memory:' ? countersInMemory() : new RememberedCounters(database)
  return options.type === 'mysql' ? countersOnServer(options) : countersInMemory()
}

function countersInRedis(url: string): CounterStore {
  const storeClient = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  // WHY an empty listener: every failed command falls back on memory; without a listener the process would end.
  storeClient.on('error', () => undefined)
  return {
    counters: (name, duration) => {
      const keyPrefix = `mandate ${name}`
      const insuranceLimiter = new RateLimiterMemory({ keyPrefix, duration, points: 0 })
      return new RateLimiterRedis({ storeClient, keyPrefix, duration, points: 0, insuranceLimiter })
    },
    close: async () => {
      await storeClient.quit().catch(() => storeClient.disconnect())
    },
  }
}

interface ServerOptions {
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly database?: string | undefined
}

/**
 * WHY connections of their own: a limit is spent while a transaction holds its connection, must not wait for another one of
 * the same pool, and stays spent where the transaction is undone.
 */
function countersOnServer({ host, port, username, password, database = '' }: ServerOptions): CounterStore {
  const storeClient = createPool({
    host: host ?? 'localhost',
    port: port ?? 3306,
    user: username ?? '',
    password: password ?? '',
    database,
    connectionLimit: 2,
    maxIdle: 1,
    idleTimeout: 10_000,
  })
  return {
    counters: (keyPrefix, duration) =>
      new RateLimiterMySQL({
        ...{ storeClient, storeType: 'pool', keyPrefix, duration, points: 0 },
        ...{ dbName: database, tableName: 'rate_limits', tableCreated: true, clearExpiredByTimeout: false },
        insuranceLimiter: new RateLimiterMemory({ keyPrefix, duration, points: 0 }),
      }),
    close: () => storeClient.promise().end(),
  }
}

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
class RememberedCounters implements CounterStore {
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

  /** INVARIANT: called before anything else uses this database, so that no transaction waits for it. */
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
    // WHY errors are ignored: a database that is closed already, or busy for long, must not end a gateway.
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

/** A budget for each key, which is refilled over time. */
export interface RateLimit {
  /** @throws RATE_LIMITED if the key has no budget left. */
  spend(key: string, points: number): Promise<void>
  giveBack(key: string, points: number): Promise<void>
  forget(key: string): Promise<void>
}

/** A budget of `points` over the given counters. */
export function rateLimitOn(counters: Counters, points: number): RateLimit {
  return {
    async spend(key, cost) {
      const { consumedPoints, msBeforeNext } = await counters.penalty(key, cost)
      if (consumedPoints > points) throw tooMany(msBeforeNext)
    },
    async giveBack(key, cost) {
      await counters.reward(key, cost)
    },
    async forget(key) {
      await counters.delete(key)
    },
  }
}

/** A budget in the memory of this process: for checks at every request, and for operations by nobody. */
export function rateLimit(points: number, seconds: number): RateLimit {
  return rateLimitOn(countersInMemory().counters('', seconds), points)
}

export function tooMany(milliseconds: number): GatewayError {
  return new GatewayError('RATE_LIMITED', { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) })
}
