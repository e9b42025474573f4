/** What may be chosen beside the address of a database. */
export interface DatabaseSettings {
  /** Connections of a server for statements, and as many for transactions; SQLite has its own. */
  readonly connections: number
  /** After how long the server gives a statement up; 0 is never. */
  readonly statementTimeoutSeconds: number
  /**
   * Where statements on a SQLite file run. In processes of their own unless said: nothing that one does holds up the event
   * loop then, and each can be ended. In this one it is quicker, for whoever has nobody else to serve.
   */
  readonly sqlite?: 'in processes' | 'in this process'
}

export const DEFAULT_DATABASE_SETTINGS: DatabaseSettings = { connections: 10, statementTimeoutSeconds: 30 }
