import { type DataSource } from 'typeorm'
import { insertStatement, type TableRows } from '../../../schema/world/world-database'

/** Puts these rows into the tables in place of what was there. */
export async function fillSmallWorld(dataSource: DataSource, tables: readonly TableRows[]): Promise<void> {
  await dataSource.transaction(async (manager) => {
    for (const { table, columns, rows } of tables) {
      await manager.query(`DELETE FROM ${table}`)
      if (rows.length === 0) continue
      const quoted = columns.map((column) => `\`${column}\``)
      await manager.query(insertStatement(table, quoted, rows.length), rows.flat())
    }
  })
}
