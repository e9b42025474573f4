/** What the server needs of a database: one statement with `?` parameters. A TypeORM DataSource is one. */
export interface SqlDatabase {
  query(sql: string, parameters: (string | number | null)[]): Promise<unknown>
}
