import type { QueryRunner } from 'typeorm'
import { detectDialect } from './dialect'
import { sqlWords, type SqlWords } from './sql-words'

/** Runs the statements of a migration one after the other, in the words of the database at hand. */
export async function runStatements(
  runner: QueryRunner,
  statements: (sql: SqlWords) => readonly string[],
): Promise<void> {
  const dialect = await detectDialect(runner.dataSource, runner)
  for (const statement of statements(sqlWords(dialect))) await runner.query(statement)
}
