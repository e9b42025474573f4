import { type DataSource } from 'typeorm'
import { referenceRows } from '../../schema/world/reference-data'
import { openForFilling } from '../../schema/world/world-database'

/** The price list and the VAT rates, and nothing else. */
export async function referenceData(database: DataSource): Promise<void> {
  const filling = await openForFilling(database)
  for (const rows of referenceRows()) await filling.insert(rows)
  await filling.close()
}
