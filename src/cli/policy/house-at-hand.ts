import { databaseInUse } from './database-in-use'
import { type DemoHouse, houseOn } from './demo-house'
import type { PolicyParts } from './policy-parts'

/** The policies over the database in use. Nothing is written to it. */
export async function houseAtHand(
  parts: PolicyParts,
  address = process.env['DATABASE_URL'],
): Promise<DemoHouse> {
  const { dataSource } = await databaseInUse(parts, address, 60)
  try {
    return houseOn(parts, dataSource)
  } catch (problem) {
    await dataSource.destroy()
    throw problem
  }
}
