import type { GraphQLResolveInfo } from 'graphql'
import type { Slots } from '../../policy/slots'
import type { DecisionNotes } from '../decision-notes'
import type { CursorSeal } from '../cursor'
import type { Database, SqlRow } from '../database'
import type { Model } from '../model/model'
import type { Fragment } from '../sql/fragment'
import { prices } from '../../price/price-list'
import type { QuickerShape } from './quicker-shape'
import { parametersOf } from '../sql/fragment'
import type { readNested } from './read-connection'

/** What stays the same while one plan runs. */
export interface Reading {
  readonly database: Database
  readonly model: Model
  readonly slots: Slots
  readonly cursors: CursorSeal
  readonly spent: Spent
  readonly withheld: Withheld
  readonly shapes: QuickerShape
  /** Where decisions are noted, if anybody wants to know. */
  readonly notes: DecisionNotes | undefined
  /** WHY here: lists hold views and views hold lists; the two readers meet in this context, not by import. */
  readonly readNested: typeof readNested
}

/** What stands in an answer for a withheld cell: the executor calls it, which counts it and answers null. */
export interface Withheld {
  /** The field is never visible to a principal of these classes. */
  readonly always: Cell
  /** The field is not visible in this row. */
  readonly here: Cell
}

export type Cell = (info: GraphQLResolveInfo) => null

/** What the run really took, in the unit of the estimate. */
export interface Spent {
  actual: number
}

export async function run(reading: Reading, statement: Fragment): Promise<readonly SqlRow[]> {
  const rows = await reading.database.query(statement.text, parametersOf(statement, reading.slots))
  reading.spent.actual += prices.statement.units + rows.length * prices.object.units
  return rows
}

/**
 * A statement that had nothing to look for. INVARIANT: it costs what it would have cost, so that the cost told
 * to the caller does not betray a reference to a row that may not be known.
 */
export function skip(reading: Reading): void {
  reading.spent.actual += prices.statement.units
}
