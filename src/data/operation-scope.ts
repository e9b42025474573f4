import { AsyncLocalStorage } from 'node:async_hooks'
import { setMaxListeners } from 'node:events'

/** What one request may use of the databases, for everything that is done on its behalf. */
export interface OperationScope {
  /** Who takes turns with others. Known better as soon as who asks is found. */
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

/** Runs `work` within a scope: each statement it sends, however deep, is of this operation. */
export function inOperation<Result>(scope: OperationScope, work: () => Promise<Result>): Promise<Result> {
  heardByMany(scope.signal)
  return current.run(scope, work)
}

/** WHY: each statement that waits or runs listens, and an operation may have hundreds. That is no leak. */
function heardByMany(signal: AbortSignal): void {
  setMaxListeners(0, signal)
}

/** The operation at hand; none in jobs and commands, which have no caller. */
export function currentOperation(): OperationScope | undefined {
  return current.getStore()
}

/** Says who asks, once it is known: from here on the operation takes turns as this one. */
export function takeTurnsAs(spender: string): void {
  const scope = current.getStore()
  if (scope !== undefined) scope.spender = spender
}

export function currentSpender(): string {
  return current.getStore()?.spender ?? SYSTEM
}

export interface DeadlineOptions {
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
  const late = (): void => ending.abort(new OperationEnded('deadline', 'It took longer than it may.'))
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
