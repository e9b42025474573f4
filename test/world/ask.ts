import type { DataSource } from 'typeorm'

type Answer = { readonly [column: string]: string | number | null }

/** The rows of a query; the driver's values are text, numbers and NULL. */
export async function ask(database: DataSource, sql: string): Promise<readonly Answer[]> {
  const rows: unknown = await database.query(sql)
  // Both drivers answer a SELECT with an array of plain rows.
  return (rows as Answer[]).map((row) => ({ ...row }))
}

/** The only value of a query that counts something. */
export async function count(database: DataSource, sql: string): Promise<number> {
  const [row] = await ask(database, sql)
  return Number(Object.values(row ?? {})[0])
}
