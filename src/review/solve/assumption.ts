import type { Condition } from '../../policy/condition'

/**
 * Something that is taken for granted of every world and principal, because whoever writes rows and whoever signs
 * people in sees to it. The rows of `each` are any rows of their types; where `if` holds of them, so does `then`,
 * for some rows of `some`. Conditions start from these names, from principal slots and the clock.
 */
export interface Assumption {
  readonly id: string
  readonly means: string
  /** Variable → type. */
  readonly each: ReadonlyMap<string, string>
  readonly if: Condition
  /** Variable → type: rows that exist then. */
  readonly some: ReadonlyMap<string, string>
  readonly then: Condition
  readonly path: string
  readonly line: number
}
