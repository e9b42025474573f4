import { type QueryRunner } from 'typeorm'
import { type Dialect, type SqlRunner } from './dialect'

/** Undoes a migration that made tables: drops them, those that refer to others first. */
export async function dropTables(runner: QueryRunner, tables: readonly string[]): Promise<void> {
  for (const table of tables) await runner.query(`DROP TABLE ${table}`)
}

/**
 * Drops the triggers that protect rows from changes. INVARIANT: only for databases that are made for a test, never for one
 * in use: only undoing and repeating their migration makes the triggers again.
 */
export async function dropTriggers(runner: SqlRunner, dialect: Dialect): Promise<void> {
  // The driver's rows are untyped: they have the selected column.
  const found = (await runner.query(
    dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'trigger'"
      : 'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
  )) as readonly { readonly name: string }[]
  for (const { name } of found) await runner.query(`DROP TRIGGER ${name}`)
}
