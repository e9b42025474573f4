import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { joining } from '../../rights/joining'

/** The demo world, and what it lacks for every verdict of every mutation to occur. */
export async function fillForWrites(database: DataSource): Promise<void> {
  await fillDemoWorld(database)
  // Somebody who may give a product away, and two places to give it to.
  await joining(database, 'nina-keller', { organisation: 'jura', role: 'ADMINISTRATOR' })
  await joining(database, 'nina-keller', { organisation: 'duval', role: 'OWNER' })
  // A request that can be seen and not be taken back.
  await database.query(
    `INSERT INTO access_requests (partner_id, client_name, client_email, partner_access, status, asked_by_id, asked_at, expires_at, closed_at)
     SELECT partner_id, 'Gewesen', 'gewesen@probe.example', 'LIMITED', 'CANCELLED', asked_by_id, asked_at, expires_at, asked_at
     FROM access_requests WHERE id = 1`,
  )
}
