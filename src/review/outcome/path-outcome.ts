export type OutcomeKind = 'value' | 'null' | 'redacted' | 'error' | 'absent'

/** What one path of an answer is, and why. */
export interface PathOutcome {
  /** `invoices.nodes.0.net`; at the end `*` stands for the rows that an empty list does not have. */
  readonly path: readonly (string | number)[]
  /** `Invoice.net` */
  readonly coordinate: string
  readonly kind: OutcomeKind
  /** What is shown; undefined for objects, whose parts follow. */
  readonly value?: unknown
  readonly why: string
  readonly rule?: string
}

export function failureAt(path: PathOutcome['path'], message: string): PathOutcome {
  return { path, coordinate: '', kind: 'error', why: message }
}
