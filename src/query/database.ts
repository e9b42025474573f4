/** What a statement brings: one record a row, values as the driver gives them. */
export type SqlRow = Readonly<Record<string, unknown>>

/** The one door to the database for reads. The test suite counts what goes through it. */
export interface Database {
  query(text: string, parameters: readonly (string | number | null)[]): Promise<readonly SqlRow[]>
}
