/** The numbers by which MariaDB and MySQL say that a statement took longer than it may. */
const TIMEOUTS: ReadonlySet<unknown> = new Set([1969, 3024])

/** What to say where the database gave a statement up for lack of time; null where something else went wrong. */
export function gaveUp(problem: unknown): string | null {
  const isTimeout =
    typeof problem === 'object' && problem !== null && 'errno' in problem && TIMEOUTS.has(problem.errno)
  if (!isTimeout) return null
  return 'The database gave up for lack of time. Give it more with --timeout, or ask a copy with fewer rows.'
}
