import { AsyncLocalStorage } from 'node:async_hooks'
import type { DataSource } from 'typeorm'

const waiting = new WeakMap<DataSource, Promise<unknown>>()
const within = new AsyncLocalStorage<DataSource>()

/**
 * One piece of work at a time on a database with a single connection.
 * WHY: on SQLite, what runs beside an open transaction becomes a part of it: it would read what may be undone,
 * and be undone with it.
 * @throws at once where work waits for its own turn: within a transaction everything goes through its manager.
 */
export function inTurn<Result>(dataSource: DataSource, work: () => Promise<Result>): Promise<Result> {
  if (within.getStore() === dataSource) {
    throw new Error('Within a transaction everything goes through the manager it is given.')
  }
  const before = waiting.get(dataSource) ?? Promise.resolve()
  const result = before.then(() => within.run(dataSource, work))
  waiting.set(
    dataSource,
    result.catch(() => undefined),
  )
  return result
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
