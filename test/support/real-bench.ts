import { type DataSource } from 'typeorm'
import { type Bench, openBench } from '../../src/analysis/leaks/scan-database'
import { downloadsOf } from '../../src/app/jobs-and-downloads'
import { leakDoors } from '../../src/app/leak-targets'
import { mandateOn } from '../../src/app/mandate-on'
import { type SqlRow } from '../../src/read/read-context'
import { NOON, type RealEngine, realEngine } from './real-engine'

/** The bench of the leaks search over the real schema and policies, with an engine that counts its statements. */
export interface RealBench extends Bench {
  readonly engine: RealEngine
}

const downloads = downloadsOf({ providerName: 'Example Hosting', providerLegal: [] })

export async function openRealBench(dataSource: DataSource): Promise<RealBench> {
  const mandate = mandateOn(dataSource, { secret: Buffer.alloc(32, 7), maximumCost: 10_000_000 })
  const bench = await openBench(mandate, NOON, leakDoors(mandate, downloads))
  const query = async (text: string, parameters: readonly (string | number | null)[]) =>
    // The driver's rows are untyped: they have the columns that the engine asked for.
    (await bench.runner.query(text, [...parameters])) as readonly SqlRow[]
  return { ...bench, engine: realEngine(dataSource, { mandate, database: { query } }) }
}
