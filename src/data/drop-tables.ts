import type { QueryRunner } from 'typeorm'

/** Undoes a migration that made tables: drops them, those that refer to others first. */
export async function dropTables(runner: QueryRunner, tables: readonly string[]): Promise<void> {
  for (const table of tables) await runner.query(`DROP TABLE ${table}`)
}
