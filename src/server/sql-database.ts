/** What the server needs of a database: one statement with `?` parameters. A TypeORM DataSource is one. */
export interface SqlDatabase {
  query(sql: string, parameters: (string | number | null)[]): Promise<unknown>
}

/** INVARIANT: an instant is stored as UTC text with milliseconds, so that both databases compare it alike. */
export function sqlInstant(instant: Date): string {
  return instant.toISOString().replace('T', ' ').replace('Z', '')
}
