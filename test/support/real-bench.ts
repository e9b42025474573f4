import { type DataSource } from 'typeorm'
import { type ScanDatabase, openScanDatabase } from '../../src/analysis/leaks/scan-database'
import { downloadsOf } from '../../src/app/jobs-and-downloads'
import { leakTargets } from '../../src/app/leak-targets'
import { mandateOn } from '../../src/app/mandate-on'
import { type SqlRow } from '../../src/read/read-context'
import { NOON, type RealEngine, realEngine } from './real-engine'

/** The bench of the leaks search over the real schema and policies, with an engine that counts its statements. */
export interface RealAnalysis extends ScanDatabase {
  readonly engine: RealEngine
}

const downloads = downloadsOf({ providerName: 'Example Hosting', providerLegal: [] })

export async function openRealAnalysis(dataSource: DataSource): Promise<RealAnalysis> {
  const mandate = mandateOn(dataSource, { secret: Buffer.alloc(32, 7), maximumCost: 10_000_000 })
  const analysis = await openScanDatabase(mandate, NOON, leakTargets(mandate, downloads))
  const query = async (text: string, parameters: readonly (string | number | null)[]) =>
    // The driver's rows are untyped: they have the columns that the engine asked for.
    (await analysis.runner.query(text, [...parameters])) as readonly SqlRow[]
  return { ...analysis, engine: realEngine(dataSource, { mandate, database: { query } }) }
}
