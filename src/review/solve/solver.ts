import type { Condition } from '../../policy/condition'
import type { Model } from '../../query/model/model'
import type { MadeUpValue } from '../world/made-up-world'
import type { Witness } from '../world/witness'
import type { Assumption } from './assumption'

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
  /** Further rows that the condition speaks of: variable → type. */
  readonly others?: ReadonlyMap<string, string>
  /** The same world once more, with one fact changed: `condition` holds before, and what this says of both. */
  readonly after?: After
  /** `any`: whoever asks wants to know whether, and does not show the witness; it is not made small then. */
  readonly witness?: 'small' | 'any'
}

export interface After {
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
  /** It has been replayed through the engine, and nothing can be left out of it. */
  | { readonly kind: 'witness'; readonly witness: Witness }
  /** A proof: it holds in no world at all that keeps to the assumptions. */
  | { readonly kind: 'impossible' }
  | { readonly kind: 'unknown'; readonly why: string }
