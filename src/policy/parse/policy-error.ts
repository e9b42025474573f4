import { distance } from 'fastest-levenshtein'

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

/** The mistakes as somebody meets them who reads the files from top to bottom. */
export function inReadingOrder<E extends SourcePosition>(errors: readonly E[]): readonly E[] {
  return [...errors].sort(
    (left, right) =>
      left.path.localeCompare(right.path, 'en') || left.line - right.line || left.column - right.column,
  )
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
  const swapped = swappedOnce(wanted)
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const edits = editsBetween(wanted, swapped, candidate.toLowerCase())
    if (edits >= least) continue
    least = edits
    nearest = candidate
  }
  return nearest
}

/** WHY swaps apart: two neighbours that changed places are one slip (`pya`), but two edits to the library. */
function editsBetween(word: string, swapped: readonly string[], candidate: string): number {
  return Math.min(distance(word, candidate), ...swapped.map((one) => distance(one, candidate) + 1))
}

/** WHY bounded: longer words have room for two edits more, and a hostile one must not cost its length times itself. */
const MOST_SWAPS = 40

function swappedOnce(word: string): readonly string[] {
  const pairs = Array.from({ length: Math.max(0, Math.min(word.length - 1, MOST_SWAPS)) }, (_, at) => at)
  return pairs.map((at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2))
}
