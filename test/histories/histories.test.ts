import fc from 'fast-check'
import type { DataSource } from 'typeorm'
import { seed } from '../agreement/seed'
import { actingEngine } from '../support/acting-engine'
import { eachDatabase } from '../support/databases'
import { NOON } from '../support/real-engine'
import { printFigures } from '../support/print-figures'
import { castOf } from './cast'
import { commandOf, commands } from './commands'
import type { Model } from './model'
import { opening } from './opening'
import type { Real } from './real'
import { reallySees } from './really-sees'
import { countKinds, mustHappen, mustNeverHappen, tally, tallied } from './tally'
import { mustSee } from './views'
import { referenceData } from './reference-data'

/** WHY fewer on MariaDB: what is billed and who sees it is the same code; its statements are tried on both. */
const RUNS = { SQLite: 6, MariaDB: 3 }

eachDatabase((name, open) => {
  const runs = process.env['DEEP'] === undefined ? RUNS[name] : 1000
  let database: DataSource

  beforeAll(async () => {
    database = await open()
    tally.clear()
    await referenceData(database)
  })

  test(`${runs} random histories end as the plain model says (seed ${seed})`, async () => {
    const engine = actingEngine(database, { now: () => NOON })
    let done = 0
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 80, size: 'max' }), async (history) => {
        const cast = await castOf(database)
        const model: Model = {
          clients: cast.clients,
          partners: cast.partners,
          mandates: [],
          products: [],
          orders: [],
          invoices: [],
          cashback: [],
          ledgers: new Map(),
        }
        const real: Real = { engine, cast }
        for (const deed of opening) await commandOf(deed).run(model, real)
        await fc.asyncModelRun(() => ({ model, real }), history)
        done += 1
        countKinds(model)
        for (const [organisation, people] of cast.principals) {
          for (const role of ['OWNER', 'ACCOUNTING'] as const) {
            expect([name, role, await reallySees(real, people[role])]).toEqual([
              name,
              role,
              mustSee(model, { organisation, role }),
            ])
          }
        }
      }),
      { numRuns: runs, seed },
    )
    expect(done).toBeGreaterThanOrEqual(runs)
    printFigures(`histories on ${name}`, tallied())
    for (const happening of mustHappen)
      expect([happening, tally.get(happening) ?? 0]).not.toEqual([happening, 0])
    for (const happening of mustNeverHappen)
      expect([happening, tally.get(happening) ?? 0]).toEqual([happening, 0])
    // Of the rows themselves: whoever pays placed it, or it is installed there.
    const [strange] = await database.query<{ orders: number }[]>(
      `SELECT COUNT(*) AS orders FROM orders
       WHERE placed_by_id IS NOT NULL AND payer_id <> organisation_id AND payer_id <> placed_for_id`,
    )
    expect(Number(strange?.orders)).toBe(0)
  }, 3_000_000)
})
