import type { AccessMode } from '../../query/redactions'
import type { WorldChange } from './world-change'

/** An answer that something hidden changes, as small as it could be made. Plain data: it can be kept and tried again. */
export interface Leak {
  /** A persona, or how the principal was found. */
  readonly who: string
  readonly operation: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly mode: AccessMode
  /** What was changed, all of it hidden from them. */
  readonly changes: readonly WorldChange[]
  /** The same facts in words, for a reader. */
  readonly facts: readonly string[]
  readonly difference: FirstDifference
  /** The round of the search that found it. */
  readonly seed: number
}

/** Where two answers part. */
export interface FirstDifference {
  /** In bytes of UTF-8 from the start of the answer. */
  readonly at: number
  readonly before: string
  readonly after: string
}
