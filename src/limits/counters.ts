import Redis from 'ioredis'
import { createPool } from 'mysql2'
import { RateLimiterMemory, RateLimiterMySQL, RateLimiterRedis } from 'rate-limiter-flexible'
import type { ConnectedDatabase } from '../data/connected-database'
import { digestOf } from '../services/secret-token'
import { RememberedCounters } from './remembered-counters'

/** Counters by key. Each is empty again after its time. */
export interface Counters {
  /** Adds, in one step, and answers what is counted now; `customDuration` in seconds, for a counter that begins. */
  penalty(key: string, points: number, options?: CounterOptions): Promise<Counted>
  reward(key: string, points: number): Promise<unknown>
  delete(key: string): Promise<unknown>
}

export interface CounterOptions {
  readonly customDuration?: number
}

export interface Counted {
  readonly consumedPoints: number
  readonly msBeforeNext: number
}

/** Where counters are kept. */
export interface CounterStore {
  /** INVARIANT: one name stands for one kind of counters, for ever: gateways of two versions share them. */
  counters(name: string, seconds: number): Counters
  close(): Promise<void>
}

/** For one process, until it ends. */
export function countersInMemory(): CounterStore {
  return {
    counters: (keyPrefix, duration) => new RateLimiterMemory({ keyPrefix, duration, points: 0 }),
    close: () => Promise.resolve(),
  }
}

/**
 * Where the counters of a gateway are kept: in Redis where one is named, else in its database.
 * WHY `insuranceLimiter`: where the store cannot be reached, each gateway counts for itself. Nobody is let in without being
 * counted, and nobody is kept out because a server is down.
 */
export function countersFor(
  database: ConnectedDatabase | undefined,
  redisUrl: string | undefined,
): CounterStore {
  const store = storeFor(database, redisUrl)
  return { close: () => store.close(), counters: (name, seconds) => digested(store.counters(name, seconds)) }
}

/** WHY: keys are addresses of mailboxes and machines, which a store must not tell. */
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
  // WHY unheard: every command that fails falls back on memory; without a listener the process would end.
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
