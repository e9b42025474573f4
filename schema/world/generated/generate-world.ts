import type { DataSource } from 'typeorm'
import { referenceRows } from '../reference-data'
import { openForFilling, type WorldDatabase } from '../world-database'
import type { TableRows } from '../table-rows'
import { grantRows } from './grant-rows'
import { ledgers } from './ledgers'
import { mandateRows } from './mandate-rows'
import { organisationRows } from './organisation-rows'
import { type Member, peopleRows } from './people-rows'
import { planWorld } from './plan'
import { productRows } from './product-rows'
import { saleRows } from './sale-rows'
import { type TellingPerson, tellingPeople } from './telling-people'
import { type WorldOptions, worldSize } from './world-size'

/** Told after every few thousand rows; a step is an organisation or an invoice. */
export type Progress = (step: {
  readonly done: number
  readonly total: number
  readonly doing: string
}) => void

export interface GeneratedWorld {
  /** How many rows each table was given. */
  readonly rows: ReadonlyMap<string, number>
  readonly people: readonly TellingPerson[]
}

/**
 * Fills an empty, migrated database with a made-up world: the same options give the same rows. Written in
 * many transactions; a run that was interrupted leaves a database to throw away.
 */
export async function generateWorld(
  dataSource: DataSource,
  options: WorldOptions,
  progress: Progress = () => {},
): Promise<GeneratedWorld> {
  const size = worldSize(options)
  const database = await openForFilling(dataSource)
  const counts = new Map<string, number>()
  const total = size.organisations + size.invoices
  try {
    const plan = planWorld(size)
    const members: Member[] = []
    const open = ledgers(plan)
    const write = (chunks: readonly TableRows[]) => writeAll(database, chunks, counts)
    const parts = [organisationRows(plan), peopleRows(plan, members), productRows(plan), mandateRows(plan)]
    await write(referenceRows())
    for (const [index, part] of parts.entries()) {
      for (const rows of part) await write([rows])
      progress({ done: Math.round((size.organisations * (index + 1)) / 5), total, doing: 'organisations' })
    }
    for (const rows of grantRows(plan, members)) await write([rows])
    for (const rows of saleRows(plan, open)) {
      await write(rows)
      const done = size.organisations + (counts.get('invoices') ?? 0)
      progress({ done, total, doing: 'invoices' })
    }
    for (const rows of open.rows()) await write([rows])
    return { rows: counts, people: tellingPeople(plan, members) }
  } finally {
    await database.rollback()
    await database.close()
  }
}

async function writeAll(
  database: WorldDatabase,
  chunks: readonly TableRows[],
  counts: Map<string, number>,
): Promise<void> {
  await database.begin()
  for (const rows of chunks) {
    await database.insert(rows)
    counts.set(rows.table, (counts.get(rows.table) ?? 0) + rows.rows.length)
  }
  await database.commit()
}
