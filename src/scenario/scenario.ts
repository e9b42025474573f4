import type { Place } from '../policy/policy-error'

/** All scenarios, and the table of which each proves some cells. */
export interface ScenarioBook {
  /** The moment every scenario is told at. */
  readonly clock: Date
  /** The rows of the table, by key: who asks. */
  readonly principals: ReadonlyMap<string, string>
  /** The columns of the table, by letter: what is asked for. */
  readonly columns: ReadonlyMap<string, string>
  readonly scenarios: readonly Scenario[]
}

/** What some personas, who stand for one row of the table, see and may do. */
export interface Scenario {
  readonly path: string
  readonly about: string
  /** Its row of the table; empty where it proves no cell. */
  readonly principal: string
  /** Keys of personas, or `nobody`. */
  readonly as: readonly string[]
  readonly proofs: readonly Proof[]
}

/** One cell of the table in terms of the world; or what else those personas see, which no cell speaks of. */
export interface Proof {
  /** `client-owner/A`; null for what is besides the table. */
  readonly cell: string | null
  /** What the table says there. */
  readonly says: string
  readonly sees: readonly Sight[]
  readonly may: readonly Permission[]
  readonly hides: readonly Hiding[]
}

/** These rows are known, and these fields of them readable. Sights add up. */
export interface Sight {
  readonly type: string
  readonly rows: readonly string[]
  readonly fields: readonly string[]
  readonly place: Place
}

/** This action is allowed on these rows. */
export interface Permission {
  readonly type: string
  readonly action: string
  readonly rows: readonly string[]
  readonly place: Place
}

/**
 * Said aloud for the reader of a cell: whatever is not listed is hidden anyway. `fields` is null where
 * the whole row must be unknown.
 */
export interface Hiding {
  readonly type: string
  readonly rows: readonly string[]
  readonly fields: readonly string[] | null
  readonly place: Place
}

/** Who is not signed in, where scenarios name personas. */
export const NOBODY = 'nobody'
