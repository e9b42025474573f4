import type { Question } from '../../../src/server/downloads/download'
import type { Cell } from '../../../src/services/csv/csv-cell'

/** A kind of history: what is read, and what each row says. */
export interface History {
  /** The list of the Partner's that holds it, `Partner.cashback`: whoever may not read that may not export it. */
  readonly list: string
  /** Takes `$first`, `$after` and `$filter`, and answers a connection as `page`. */
  readonly question: Question
  /** The field of a row that names its client. */
  readonly client: 'client' | 'organisation'
  /** The field of a row by which it belongs to a period. */
  readonly day: string
  /** What else every row meets. */
  readonly filter: Readonly<Record<string, unknown>>
  readonly header: readonly string[]
  /** The cells of one row of the answer; a withheld one is empty. */
  readonly cells: (row: unknown) => readonly Cell[]
}

/** How many rows are read at once: enough that the statements do not count, few enough to hold. */
export const PAGE = 1000
