import { type DataSource } from 'typeorm'
import { keyedColumnsOf, textKey } from '../../src/platform/database/text-key'

/** The texts whose key is not theirs, as `table.column id`: written by somebody who forgot the key. */
export async function staleTextKeys(dataSource: DataSource): Promise<readonly string[]> {
  const stale: string[] = []
  for (const entity of dataSource.entityMetadatas) {
    for (const { column, key } of keyedColumnsOf(entity)) {
      const rows = await dataSource.query<readonly StoredText[]>(
        `SELECT id, ${column.databaseName} AS said, ${key.databaseName} AS folded FROM ${entity.tableName}`,
      )
      for (const { id, said, folded } of rows) {
        if (textKey(key, said) !== folded) stale.push(`${entity.tableName}.${column.databaseName} ${id}`)
      }
    }
  }
  return stale
}

interface StoredText {
  readonly id: number
  readonly said: string | null
  readonly folded: string | null
}
