import type { BetterSqlite3DataSourceOptions } from 'typeorm/driver/better-sqlite3/BetterSqlite3DataSourceOptions'

interface Pragmas {
  pragma(text: string): unknown
}

const MEMORY = ':memory:'

/** How to reach an embedded database: `path` is a file, made with its folder if missing, or `:memory:`. */
export function sqliteOptions(path: string): BetterSqlite3DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: path,
    enableWAL: path !== MEMORY,
    timeout: 10_000,
    statementCacheSize: 500,
    // WHY: foreign keys are switched on by the driver; LIKE must compare letters exactly, as the servers do.
    prepareDatabase: (database: Pragmas) => {
      database.pragma('synchronous = NORMAL')
      database.pragma('case_sensitive_like = ON')
    },
  }
}
