import { type TableRows } from '../../../schema/world/world-database'
import { type PolicyFile } from '../../../src/policy/parse/read-yaml'
import { type Principal } from '../../../src/policy/principal'
import { type Difference, differences } from '../readers/differences'
import { type SmallWorld } from './open-small-world'
import { type Planted, prepareCase, type PreparedCase } from './prepare-case'
import { type WrittenCase } from './small-case'

/** Bugs by the reader they are put into. */
export interface Planting {
  readonly sql?: Planted
  readonly casl?: Planted
}

export interface Comparison {
  /** How many (policy, principal, row, field) were asked, and how many of them may be read. */
  readonly cases: number
  readonly readable: number
  readonly found: readonly Finding[]
  readonly files: readonly PolicyFile[]
  readonly tables: readonly TableRows[]
}

export interface Finding {
  readonly principal: Principal
  readonly differences: readonly Difference[]
  /** Cells and counts that are not what the oracle's verdicts make them. */
  readonly strayed: readonly string[]
}

/** One case on one database: what the three readers answer, and where they differ. */
export async function compareReaders(place: SmallWorld, written: WrittenCase): Promise<Comparison> {
  return comparePrepared(await prepareCase(place, written))
}

/**
 * The same of a case that lies in its database. Where a bug is planted into one reader, that reader alone is held
 * against the oracle: the others are what they were.
 */
export async function comparePrepared(prepared: PreparedCase, planting?: Planting): Promise<Comparison> {
  const { files, tables, principals, world, types, oracle } = prepared
  const inMemory =
    planting === undefined ? prepared.inMemory : planting.casl && prepared.inMemoryWith(planting.casl)
  const planned =
    planting === undefined ? prepared.planned : planting.sql && prepared.plannedWith(planting.sql)
  const found: Finding[] = []
  const count = { cases: 0, readable: 0 }
  for (const principal of principals) {
    const cel = oracle(principal)
    const answered = await planned?.(principal)
    const readers = { cel, ...(await inMemory?.(principal)), ...(answered && { sql: answered.sql.verdicts }) }
    const differing = differences(readers, world, types)
    const strayed = answered?.strayed ?? []
    if (differing.length > 0 || strayed.length > 0) found.push({ principal, differences: differing, strayed })
    count.cases += types.reduce(
      (sum, { name, fields }) => sum + fields.length * (world.get(name)?.size ?? 0),
      0,
    )
    for (const rows of cel.values()) for (const { readable } of rows.values()) count.readable += readable.size
  }
  return { ...count, found, files, tables }
}
