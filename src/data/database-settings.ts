/** What may be chosen beside the address of a database. */
export interface DatabaseSettings {
  /** Connections kept in the pool of a server; SQLite has one. */
  readonly connections: number
  /** After how long the server gives a statement up; 0 is never. */
  readonly statementTimeoutSeconds: number
}

export const DEFAULT_DATABASE_SETTINGS: DatabaseSettings = { connections: 10, statementTimeoutSeconds: 30 }
