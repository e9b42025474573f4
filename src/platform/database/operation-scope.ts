import { AsyncLocalStorage } from 'node:async_hooks'
import { setMaxListeners } from 'node:events'
import { type DataSource } from 'typeorm'
import { FairQueue } from '../fair-queue'

/** The database limits of one request, for everything that runs on its behalf. */
interface OperationScope {
  /** The key by which requests are queued fairly; replaced as soon as the principal is found. */
  spender: string
  /** Ends every statement of the operation: at its deadline, or when the caller is gone. The reason is an `OperationEnded`. */
  readonly signal: AbortSignal
}

/** Why an operation was ended before it was done. */
export class OperationEnded extends Error {
  override readonly name = 'OperationEnded'

  constructor(
    readonly kind: 'deadline' | 'gone' | 'undone',
    message: string,
  ) {
    super(message)
  }
}

const SYSTEM = 'system'

const current = new AsyncLocalStorage<OperationScope>()

/** Runs `work` within a scope: every statement that it sends belongs to this operation. */
export function inOperation<Result>(scope: OperationScope, work: () => Promise<Result>): Promise<Result> {
  heardByMany(scope.signal)
  return current.run(scope, work)
}

/** WHY: each waiting or running statement adds a listener, and an operation may have hundreds. That is no leak. */
function heardByMany(signal: AbortSignal): void {
  setMaxListeners(0, signal)
}

/** The current operation; undefined in jobs and commands, which have no caller. */
export function currentOperation(): OperationScope | undefined {
  return current.getStore()
}

/** Sets the principal once it is known: from here on the operation is queued under this key. */
export function shareConnectionLock(spender: string): void {
  const scope = current.getStore()
  if (scope !== undefined) scope.spender = spender
}

export function currentSpender(): string {
  return current.getStore()?.spender ?? SYSTEM
}

interface DeadlineOptions {
  readonly milliseconds: number
  /** Another reason to end, such as the end of the request it is a part of. */
  readonly besides?: AbortSignal | undefined
}

/** Runs `work` as an operation of `spender` that ends at its deadline, and everything it has running with it. */
export async function withDeadline<Result>(
  spender: string,
  { milliseconds, besides }: DeadlineOptions,
  work: (scope: OperationScope) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController()
  const scope: OperationScope = { spender, signal: ending.signal }
  const pass = (): void => ending.abort(besides?.reason)
  const late = (): void => ending.abort(new OperationEnded('deadline', 'The operation took too long.'))
  const timer = setTimeout(late, milliseconds)
  if (besides?.aborted === true) pass()
  besides?.addEventListener('abort', pass, { once: true })
  try {
    return await inOperation(scope, () => work(scope))
  } finally {
    clearTimeout(timer)
    besides?.removeEventListener('abort', pass)
  }
}

/** Connections that stay free for everything but callers' transactions. */
const RESERVED = 3

const queues = new WeakMap<DataSource, FairQueue>()
const within = new AsyncLocalStorage<DataSource>()

/**
 * Runs work that needs a connection of its own when its turn comes: on SQLite one piece at a time, on a server as many as
 * the pool has connections for. Callers take turns, and none holds more than a share.
 * WHY on SQLite: a statement that runs during an open transaction becomes a part of it: it would read what may be undone,
 * and be undone with it. WHY on a server: one caller that waits for rows must not take the connections of all others.
 * @throws at once if work would wait for itself: within a transaction everything goes through its manager.
 */
export function withConnectionLock<Result>(
  dataSource: DataSource,
  work: () => Promise<Result>,
): Promise<Result> {
  refuseWithin(dataSource)
  const queue = queues.get(dataSource) ?? queueOf(dataSource)
  queues.set(dataSource, queue)
  const signal = currentOperation()?.signal
  return queue.run(currentSpender(), () => within.run(dataSource, work), signal)
}

/** @throws if a statement would run outside the transaction that it should be a part of. */
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

/** Makes every statement outside a transaction wait for its turn. */
export function queryWithConnectionLock(dataSource: DataSource): DataSource {
  const query = dataSource.query.bind(dataSource)
  dataSource.query = <Answer>(...[text, parameters, runner]: Parameters<DataSource['query']>) =>
    runner === undefined
      ? withConnectionLock(dataSource, () => query<Answer>(text, parameters))
      : query<Answer>(text, parameters, runner)
  return dataSource
}
