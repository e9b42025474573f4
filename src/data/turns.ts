import { AsyncLocalStorage } from 'node:async_hooks'
import type { DataSource } from 'typeorm'
import { FairQueue } from '../services/fair-queue'
import { currentOperation, currentSpender } from './operation-scope'

/** Connections that are left to what is no transaction of a caller. */
const RESERVED = 3

const queues = new WeakMap<DataSource, FairQueue>()
const within = new AsyncLocalStorage<DataSource>()

/**
 * Runs a piece of work that needs a connection of its own when it is its turn: on SQLite one at a time, on a server as
 * many as the pool has connections for. Callers take turns, and none holds more than a share.
 * WHY on SQLite: what runs beside an open transaction becomes a part of it: it would read what may be undone, and be
 * undone with it. WHY on a server: one caller that waits for rows must not take the connections of all others.
 * @throws at once where work waits for its own turn: within a transaction everything goes through its manager.
 */
export function inTurn<Result>(dataSource: DataSource, work: () => Promise<Result>): Promise<Result> {
  refuseWithin(dataSource)
  const queue = queues.get(dataSource) ?? queueOf(dataSource)
  queues.set(dataSource, queue)
  const signal = currentOperation()?.signal
  return queue.run(currentSpender(), () => within.run(dataSource, work), signal)
}

/** @throws where a statement would run beside the transaction that it should be a part of. */
export function refuseWithin(dataSource: DataSource): void {
  if (within.getStore() !== dataSource) return
  throw new Error('Within a transaction everything goes through the manager it is given.')
}

function queueOf({ options }: DataSource): FairQueue {
  const waiting = { waiting: 5000, waitingPerKey: 2000 }
  if (options.type !== 'mysql') return new FairQueue({ atOnce: 1, atOncePerKey: 1, ...waiting })
  const atOnce = Math.max(1, (options.poolSize ?? 10) - RESERVED)
  return new FairQueue({ atOnce, atOncePerKey: Math.max(1, Math.floor(atOnce / 2)), ...waiting })
}

/** Makes every statement that belongs to no transaction wait for its turn. */
export function queryInTurns(dataSource: DataSource): DataSource {
  const query = dataSource.query.bind(dataSource)
  dataSource.query = <Answer>(...[text, parameters, runner]: Parameters<DataSource['query']>) =>
    runner === undefined
      ? inTurn(dataSource, () => query<Answer>(text, parameters))
      : query<Answer>(text, parameters, runner)
  return dataSource
}
