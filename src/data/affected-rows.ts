import type { TransactionManager } from './transaction'

/** Runs one statement that writes. How many rows it met, on every database. */
export async function affectedRows(
  { queryRunner }: TransactionManager,
  statement: string,
  parameters: readonly (string | number | null)[],
): Promise<number> {
  if (queryRunner === undefined) throw new Error('Rows are counted within a transaction only.')
  const { affected } = await queryRunner.query(statement, [...parameters], true)
  return affected ?? 0
}
