/** What a driver gives for a cell: dates come as text, flags as numbers, sums as text. */
export type SqlValue = string | number | null

/** What a statement brings: one record a row. */
export type SqlRow = Readonly<Record<string, SqlValue | undefined>>

/** The one door to the database for reads. The test suite counts what goes through it. */
export interface Database {
  query(text: string, parameters: readonly (string | number | null)[]): Promise<readonly SqlRow[]>
}
