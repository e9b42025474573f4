import type { Failure } from './run-scenarios'

/** What is wrong, in two lines: where and how, and which rule is behind it. */
export function failureText(failure: Failure, row: string, rule: string): string {
  const { reader, persona, what, expected, saidBy } = failure
  const subject =
    what.kind === 'row' ? row : what.kind === 'field' ? `${row}.${what.name}` : `${what.name} on ${row}`
  const got = expected === 'shown' ? 'hidden' : 'shown'
  const said = saidBy.length === 0 ? 'nothing lists it' : saidBy.join(', ')
  return `✗ ${persona} · ${subject} (${failure.row}): expected ${expected} (${said}), got ${got} · ${reader}\n    ${rule}`
}
