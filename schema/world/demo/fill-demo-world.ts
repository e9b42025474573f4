import type { DataSource } from 'typeorm'
import { parentsFirst } from '../insertion-order'
import { referenceRows } from '../reference-data'
import { openForFilling } from '../world-database'
import { demoWorld } from './demo-world'

/** Writes the demo world into an empty, migrated database: all of it or nothing. */
export async function fillDemoWorld(dataSource: DataSource): Promise<void> {
  const database = await openForFilling(dataSource)
  try {
    await database.begin()
    for (const rows of parentsFirst([...referenceRows(), ...demoWorld.tables])) await database.insert(rows)
    await database.commit()
  } catch (error) {
    await database.rollback()
    throw error
  } finally {
    await database.close()
  }
}
