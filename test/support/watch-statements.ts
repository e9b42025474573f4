import type { DataSource } from 'typeorm'

/** One statement of a transaction, as it is sent. */
export interface SentStatement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** What a test sees of statements within transactions, before every retry. */
export interface StatementWatch {
  readonly sent?: (statement: SentStatement) => void
  readonly failed?: (problem: unknown) => void
}

/** Tells of every statement that runs through a connection of a data source, from now on. */
export function watchStatements(database: DataSource, watch: StatementWatch): void {
  const watched = new WeakSet<object>()
  const make = database.createQueryRunner.bind(database)
  database.createQueryRunner = (...given) => {
    const runner = make(...given)
    // SQLite has one runner for everybody.
    if (watched.has(runner)) return runner
    watched.add(runner)
    const query = runner.query.bind(runner)
    const watching = async (...asked: Parameters<typeof query>): Promise<unknown> => {
      const [text, values] = asked
      watch.sent?.({ text, values: Array.isArray(values) ? values : [] })
      try {
        return await query(...asked)
      } catch (problem) {
        watch.failed?.(problem)
        throw problem
      }
    }
    // The overloads of `query` are one implementation.
    runner.query = watching as typeof query
    return runner
  }
}
