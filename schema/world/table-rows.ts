/** What a database cell of a world may hold: integers, text, dates and instants as text, booleans as 0 and 1. */
export type Cell = string | number | null

/** Rows of one table, ready for bulk insertion: every row has one cell per column, in the columns' order. */
export interface TableRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}
