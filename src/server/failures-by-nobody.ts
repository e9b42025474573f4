import { type Logger } from 'pino'

/** Failures of operations by nobody: told, but not when. */
export interface FailuresByNobody {
  /** An error of a request that leaves no trace: it is not to be logged where it happens. */
  mark(error: unknown): void
  /** Whether it was marked; then it is kept for later, and all is done. */
  keep(error: unknown, cause: unknown): boolean
  /** Tells what was kept, in one line. */
  tell(): void
}

/**
 * WHY kept back: a line in the log says when, and stands between those of what the same person did before and after. They are
 * told together when a day (UTC) ends, and when the gateway stops.
 */
export function failuresByNobody(logger: Logger): FailuresByNobody {
  const marked = new WeakSet<object>()
  const kept = new Map<string, { readonly cause: Error; count: number }>()
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    clearTimeout(timer)
    timer = undefined
    for (const { cause, count } of kept.values()) {
      logger.error({ err: cause, count }, 'operations that are done by nobody failed since the day before')
    }
    kept.clear()
  }
  return {
    mark: (error) => {
      if (typeof error === 'object' && error !== null) marked.add(error)
    },
    keep: (error, cause) => {
      if (typeof error !== 'object' || error === null || !marked.has(error)) return false
      const failure = cause instanceof Error ? cause : new Error('Something that is no error was thrown')
      const key = `${failure.name} ${failure.stack?.replace(failure.message, '') ?? ''}`
      const known = kept.get(key) ?? { cause: failure, count: 0 }
      kept.set(key, { ...known, count: known.count + 1 })
      timer ??= setTimeout(tell, untilMidnight()).unref()
      return true
    },
    tell,
  }
}

const DAY = 86_400_000

function untilMidnight(): number {
  return DAY - (Date.now() % DAY)
}
