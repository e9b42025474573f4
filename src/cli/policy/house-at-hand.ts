import { existsSync } from 'node:fs'
import { type DemoHouse, makeDemoHouse, openDemoHouse } from './demo-house'
import type { PolicyParts } from './policy-parts'

/** Where `npm start` keeps its database unless told otherwise. */
const EMBEDDED = 'data/mandate.db'

/**
 * The database at `DATABASE_URL`, else the embedded one; where there is none yet, the demo world in memory. Nothing is
 * written to any of them.
 */
export function houseAtHand(parts: PolicyParts, address = process.env['DATABASE_URL']): Promise<DemoHouse> {
  if (address !== undefined) return openDemoHouse(parts, address)
  return existsSync(EMBEDDED)
    ? openDemoHouse(parts, `sqlite:${EMBEDDED}`)
    : makeDemoHouse(parts, 'sqlite::memory:')
}
