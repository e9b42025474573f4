/** Where a word of a policy stands: a file and a position in it, both counted from 1. */
export interface SourcePosition {
  readonly path: string
  readonly line: number
  readonly column: number
}

/** One mistake in the policies: one calm sentence with the author's own words in backticks, and a way out. */
export interface PolicyError extends SourcePosition {
  readonly code: PolicyErrorCode
  readonly message: string
  /** "did you mean `x`?" or another sentence that helps; absent where nothing is near. */
  readonly suggestion?: string
}

/** Receives the mistakes of a load, one after the other: a load goes on to find them all. */
export type ReportPolicyError = (error: PolicyError) => void

/** Everything that was wrong with a set of policies. Nothing of it is in force. */
export class PolicyErrors extends Error {
  override readonly name = 'PolicyErrors'

  constructor(readonly errors: readonly PolicyError[]) {
    super(errors.map(policyErrorText).join('\n'))
  }
}

/** `policies/invoice.policy.yaml:12:7 unknown-class  There is no class `acounting`. (did you mean `accounting`?)` */
export function policyErrorText(error: PolicyError): string {
  const help = error.suggestion === undefined ? '' : ` (${error.suggestion})`
  return `${error.path}:${error.line}:${error.column} ${error.code}  ${error.message}${help}`
}

/** The closed set of mistakes a policy can contain. */
export const POLICY_ERROR_CODES = [
  // The file
  'yaml-syntax',
  'yaml-anchor',
  'yaml-alias',
  'yaml-merge-key',
  'yaml-tag',
  'duplicate-key',
  'several-documents',
  'unknown-file',
  'unknown-key',
  'missing-key',
  'wrong-shape',
  'empty-list',
  'repeated-word',
  'bad-name',
  'reserved-name',
  // What a document speaks of
  'unknown-type',
  'private-type',
  'duplicate-type',
  'type-without-document',
  'unknown-class',
  'duplicate-class',
  'duplicate-definition',
  'unknown-action',
  'unknown-field',
  'unknown-relation',
  'wrong-owner',
  'no-effect',
  'two-effects',
  'permit-without-class',
  'mixed-actions',
  'fields-on-action',
  'read-without-fields',
  'duplicate-rule',
  'field-unclassified',
  'conditional-field-not-nullable',
  'cycle',
  // Scopes of tokens
  'duplicate-scope',
  'part-with-scope',
  'scope-and-never',
  'without-scope',
  // Conditions
  'cel-syntax',
  'cel-comment',
  'not-in-subset',
  'not-a-condition',
  'not-a-value',
  'unknown-name',
  'unknown-definition',
  'unknown-value',
  'path-too-deep',
  'wrong-type',
  'wrong-argument',
  'constant-comparison',
  'never-null',
  'shadowed-name',
  'principal-only',
] as const

export type PolicyErrorCode = (typeof POLICY_ERROR_CODES)[number]

/** "did you mean `x`?", for the known word nearest to a mistaken one; nothing where none is near. */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  const nearest = nearestOf(word, known)
  return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`
}

/** A `suggestion` property where there is one to make. */
export function suggestion(word: string, known: Iterable<string>): { readonly suggestion?: string } {
  const text = suggest(word, known)
  return text === undefined ? {} : { suggestion: text }
}

function nearestOf(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const distance = distanceBetween(wanted, candidate.toLowerCase())
    if (distance >= least) continue
    least = distance
    nearest = candidate
  }
  return nearest
}

/** Edits between two words; two neighbours changing places count as one. */
function distanceBetween(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1
      let best = Math.min(at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + same)
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        best = Math.min(best, at(beforeLast, j - 2) + 1)
      }
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return at(last, right.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
