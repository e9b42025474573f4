import { type DataSource } from 'typeorm'
import { referenceNames, referenceRows } from '../reference-data'
import { openForFilling, parentsFirst } from '../world-database'
import { sqlInstant } from '../../../src/platform/database/dialect'
import { compile, type CompiledWorld } from './compile/compile'
import { DEMO_TODAY } from './compile/invoices'
import { mergedFixtures } from './compile/draft'
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

/** How long an open visit of the demo world has lasted when the server starts, and how long it lasts from then on. */
const VISIT = { before: 50 * 60_000, after: 12 * 3_600_000 }

/**
 * Opens the visits of the support in the demo world anew, as of now, so that its persona has something to see on whatever
 * day the demo is started. Visits that are over on its own day stay so.
 */
export async function renewDemoVisits(dataSource: Pick<DataSource, 'query'>, now: Date): Promise<void> {
  const open = Object.entries(mergedFixtures(fixtures).supportVisits).filter(
    ([, { closedAt, expiresAt }]) => closedAt === undefined && expiresAt > `${DEMO_TODAY} 12:00`,
  )
  const ids = open.map(([name]) => Number(idOf(`support-visit/${name}`).split(':')[1]))
  const at = (milliseconds: number): string => sqlInstant(new Date(now.getTime() + milliseconds))
  await dataSource.query(
    `UPDATE support_visits SET opened_at = ?, expires_at = ? WHERE closed_at IS NULL AND id IN (${ids.join(', ')})`,
    [at(-VISIT.before), at(VISIT.after)],
  )
}

/** What the demo world's rows are called: `invoice/lakeside-before-switch` → `Invoice:4`. */
export const names: ReadonlyMap<string, string> = demoWorld.names

/** The external id behind a name; a name that does not exist is a mistake of the calling code. */
export function idOf(name: string): string {
  const id = names.get(name)
  if (id === undefined) throw new Error(`The demo world has no \`${name}\`.`)
  return id
}
