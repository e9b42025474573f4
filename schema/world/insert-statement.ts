/** Of one multi-row INSERT, by how many rows it takes: the same text every time, so a driver may keep it. */
export function insertStatement(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(',')})`
  return `INSERT INTO ${table} (${columns.join(',')}) VALUES ${Array<string>(rows).fill(row).join(',')}`
}

/** How many rows a statement takes: SQLite binds at most 32,766 values. */
export function rowsPerStatement(columns: readonly string[]): number {
  return Math.min(2_000, Math.floor(32_000 / columns.length))
}
