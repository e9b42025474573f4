import { type DataSource } from 'typeorm'
import { referenceNames, referenceRows } from '../reference-data'
import { openForFilling, parentsFirst } from '../world-database'
import { compile, type CompiledWorld } from './compile/compile'
import { fixtures } from './fixtures'

const compiled = compile(fixtures)

/** The demo world, compiled once. */
export const demoWorld: CompiledWorld = {
  ...compiled,
  names: new Map([...compiled.names, ...referenceNames()]),
}

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

/** What the demo world's rows are called: `invoice/lakeside-before-switch` → `Invoice:4`. */
export const names: ReadonlyMap<string, string> = demoWorld.names

/** The external id behind a name; a name that does not exist is a mistake of the calling code. */
export function idOf(name: string): string {
  const id = names.get(name)
  if (id === undefined) throw new Error(`The demo world has no \`${name}\`.`)
  return id
}
