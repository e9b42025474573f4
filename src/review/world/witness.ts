import type { Principal } from '../../policy/principal'
import type { MadeUpWorld, RowName } from './made-up-world'

/** Somebody, somewhere, for whom something holds: the example that refutes "never" and shows "sometimes". */
export interface Witness {
  readonly principal: Principal
  /** An ISO instant: `2026-11-23T12:00:00.000Z`. */
  readonly now: string
  readonly world: MadeUpWorld
  /** The row asked about. */
  readonly row: RowName
  /** Further rows that the question named, by the names it gave them. */
  readonly others: Readonly<Record<string, RowName>>
}
