import type { DataSource, EntityManager } from 'typeorm'

const turns = new WeakMap<DataSource, Promise<unknown>>()

/**
 * Runs `work` in one transaction: all of what it writes is kept, or nothing. Everything must go through
 * the manager it is given.
 * WHY the turns: SQLite has a single connection, on which a second transaction would become a part of the
 * first; so there they wait for each other.
 */
export function inTransaction<Result>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  if (dataSource.options.type !== 'better-sqlite3') return dataSource.transaction(work)
  const before = turns.get(dataSource) ?? Promise.resolve()
  const result = before.then(() => dataSource.transaction(work))
  turns.set(
    dataSource,
    result.catch(() => undefined),
  )
  return result
}
