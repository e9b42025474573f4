import { type DecisionEntry, decisionEntry, droppedEntry } from '../../decision-log/decision-entry'

/** What a line of a log says. */
export type LogLine =
  | { readonly kind: 'request'; readonly entry: DecisionEntry }
  | { readonly kind: 'dropped'; readonly dropped: number }
  /** No entry: torn by a crash, or of another program. */
  | { readonly kind: 'unreadable' }

export function readLogLine(line: string): LogLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { kind: 'unreadable' }
  }
  const entry = decisionEntry.safeParse(value)
  if (entry.success) return { kind: 'request', entry: entry.data }
  const gap = droppedEntry.safeParse(value)
  return gap.success ? { kind: 'dropped', dropped: gap.data.dropped } : { kind: 'unreadable' }
}
