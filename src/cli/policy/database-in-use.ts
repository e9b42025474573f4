import { existsSync } from 'node:fs'
import type { ConnectedDatabase } from '../../data/connected-database'
import type { PolicyParts } from './policy-parts'

/** Where `npm start` keeps its database unless told otherwise. */
const EMBEDDED = 'data/mandate.db'

export interface DatabaseInUse {
  /** How a report calls it; never its address, which may hold a password. */
  readonly name: string
  readonly dataSource: ConnectedDatabase
}

/** The database at an address; without one, the embedded; where there is none yet, the demo world in memory. */
export async function databaseInUse(
  parts: Pick<PolicyParts, 'open' | 'fillDemoWorld'>,
  address: string | undefined,
  statementTimeoutSeconds: number,
): Promise<DatabaseInUse> {
  const settings = { connections: 2, statementTimeoutSeconds }
  if (address !== undefined) {
    return { name: 'the database in use', dataSource: await parts.open(address, settings) }
  }
  if (existsSync(EMBEDDED)) {
    return { name: 'the embedded database', dataSource: await parts.open(`sqlite:${EMBEDDED}`, settings) }
  }
  const dataSource = await parts.open('sqlite::memory:', settings)
  try {
    await parts.fillDemoWorld(dataSource)
    return { name: 'the demo world', dataSource }
  } catch (problem) {
    await dataSource.destroy()
    throw problem
  }
}
