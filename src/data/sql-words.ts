import type { Dialect } from './dialect'

/** The few words that tables are described with and that databases spell differently. */
export interface SqlWords {
  /** A primary key the database counts up by itself; never used twice. */
  readonly id: string
  /** What follows the closing bracket of a table: how its strings compare, exactly. */
  readonly table: string
}

export function sqlWords(dialect: Dialect): SqlWords {
  switch (dialect) {
    case 'sqlite':
      return { id: 'integer PRIMARY KEY AUTOINCREMENT NOT NULL', table: '' }
    case 'mariadb':
      return { id: COUNTED, table: stored('utf8mb4_nopad_bin') }
    case 'mysql':
      return { id: COUNTED, table: stored('utf8mb4_0900_bin') }
  }
}

const COUNTED = 'int NOT NULL AUTO_INCREMENT PRIMARY KEY'

function stored(collation: string): string {
  return `ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation}`
}
