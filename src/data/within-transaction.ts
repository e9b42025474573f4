import { AsyncLocalStorage } from 'node:async_hooks'

const within = new AsyncLocalStorage<true>()

/** Runs `work` as a part of a transaction: what must not happen there can tell. */
export function markTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  return within.run(true, work)
}

/**
 * @throws within a transaction. WHY so strict: what takes long while rows are held makes everybody wait who needs them,
 * and on SQLite everybody who writes.
 */
export function refuseWithinTransaction(reason: string): void {
  if (within.getStore() === true) throw new Error(reason)
}
