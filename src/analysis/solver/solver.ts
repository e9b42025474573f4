import { type Condition } from '../../policy/condition'
import { type Model } from '../../read/schema/model'
import { type MadeUpValue } from '../world/made-up-world'
import { type Witness } from '../world/row-graph'

/** Finds worlds. One solver answers many questions, one after the other; it must be closed. */
export interface Solver {
  /** A principal, a moment and a world in which the condition holds for a row of the type. */
  find(question: SolverQuestion): Promise<Solution>
  close(): Promise<void>
}

export interface SolverQuestion {
  readonly model: Model
  /** The type of the row that the condition calls `row`. */
  readonly type: string
  readonly condition: Condition
  /** What every world is known to keep to. Without any, slots and rows are free. */
  readonly assumptions?: readonly Assumption[]
  /** Further rows that the condition uses: variable → type. */
  readonly others?: ReadonlyMap<string, string>
  /** The same world once more, with one fact changed: `condition` holds before, and what this says of both. */
  readonly after?: After
  /** `any`: the caller does not show the witness, so the solver does not make it small. */
  readonly witness?: 'small' | 'any'
}

interface After {
  readonly change: Change
  /** For one of these at least, `before` holds before the change and `after` after it. */
  readonly either: readonly { readonly before: Condition; readonly after: Condition }[]
}

/** One or several values of one row replaced. */
export interface Change {
  /** `row`, or one of `others`. */
  readonly of: string
  readonly set: Readonly<Record<string, MadeUpValue>>
}

export type Solution =
  /** The engine has confirmed it, and nothing can be left out of it. */
  | { readonly kind: 'witness'; readonly witness: Witness }
  /** A proof: it holds in no world at all that keeps to the assumptions. */
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unknown'; readonly why: string }

/**
 * An assumption about every world and principal, because writing rows and signing in guarantee
 * it. The rows of `each` are any rows of their types; where `if` holds of them, so does `then`,
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

/** A condition uses something that the solver does not support. The answer is then unknown, never a guess. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'
}
