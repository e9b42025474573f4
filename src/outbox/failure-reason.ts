/**
 * What of a failure may stand in the log: its kind, `EENVELOPE 550`.
 * INVARIANT: never its message. Mail servers repeat addresses in theirs, parsers the text they stumble over.
 */
export function failureReason(problem: unknown): string {
  if (typeof problem !== 'object' || problem === null) return 'unknown'
  const code = 'code' in problem ? wordOf(problem.code) : undefined
  const name = 'name' in problem ? wordOf(problem.name) : undefined
  const kind = code ?? name ?? 'unknown'
  const answer = 'responseCode' in problem ? problem.responseCode : undefined
  return typeof answer === 'number' ? `${kind} ${answer}` : kind
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\w{1,40}$/.test(value) ? value : undefined
}
