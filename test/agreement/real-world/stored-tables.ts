import { type DataSource } from 'typeorm'
import { type TableValue, type TableRows } from '../../../schema/world/world-database'

/** Every cell of every table as it is stored. */
export async function storedTables(dataSource: DataSource): Promise<readonly TableRows[]> {
  const tables: TableRows[] = []
  for (const entity of dataSource.entityMetadatas) {
    const columns = entity.columns.filter((one) => !one.isVirtualProperty).map((one) => one.databaseName)
    const text = `SELECT ${columns.map((one) => `\`${one}\``).join(', ')} FROM ${entity.tableName}`
    const rows = await dataSource.query<readonly Readonly<Record<string, TableValue>>[]>(text)
    tables.push({
      table: entity.tableName,
      columns,
      rows: rows.map((row) => columns.map((one) => row[one] ?? null)),
    })
  }
  return tables
}
