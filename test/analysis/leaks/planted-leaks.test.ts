/** @jest-environment ./test/runner/fresh-modules.cjs */
import { fillDemoWorld } from '../../../schema/world/demo/demo-world'
import { type Asking, findLeaks, type FoundLeaks } from '../../../src/analysis/leaks/find-leaks'
import { readLeaks, repeatLeaks } from '../../../src/analysis/leaks/leaks-report'
import { type ScanDatabase } from '../../../src/analysis/leaks/scan-database'
import { NO_FILE_TARGETS } from '../../../src/analysis/leaks/scan-roots'
import { TRUE } from '../../../src/policy/condition'
import type * as ReadingModule from '../../../src/read/execute/reading'
import type * as MaskedSql from '../../../src/read/plan/masked-sql'
import type * as OrderModule from '../../../src/read/plan/plan-order'
import type * as PlanningModule from '../../../src/read/plan/planning'
import { type ConnectionPlan, RowFetch } from '../../../src/read/plan/selection-plan'
import { raw } from '../../../src/read/sql/fragment'
import type * as Statements from '../../../src/read/sql/statements'
import { eachDatabase } from '../../support/databases'
import { openRealAnalysis } from '../../support/real-bench'
import { askingPersonas } from './asking-personas'

/** Which leak the engine has at the moment. */
let mockLeak: string | undefined

jest.mock('../../../src/read/plan/masked-sql', (): typeof MaskedSql => {
  const real = jest.requireActual<typeof MaskedSql>('../../../src/read/plan/masked-sql')
  return {
    ...real,
    maskedColumn: (planning, place, column) =>
      mockLeak === 'filter by the stored value' && mockPlanning.filters
        ? raw(column.sql(place.alias))
        : mockLeak === 'order by the stored value' && !mockPlanning.filters
          ? raw(column.sql(place.alias))
          : real.maskedColumn(planning, place, column),
  }
})

/** Whether a filter is being planned, or an order or a sum. */
const mockPlanning = { filters: true }

jest.mock('../../../src/read/plan/plan-order', (): typeof OrderModule => {
  const real = jest.requireActual<typeof OrderModule>('../../../src/read/plan/plan-order')
  return {
    ...real,
    planOrder: (planning, rules, asked) => {
      mockPlanning.filters = false
      try {
        return real.planOrder(planning, rules, asked)
      } finally {
        mockPlanning.filters = true
      }
    },
  }
})

jest.mock('../../../src/read/sql/statements', (): typeof Statements => {
  const real = jest.requireActual<typeof Statements>('../../../src/read/sql/statements')
  const open = <Plan extends ConnectionPlan>(plan: Plan): Plan =>
    mockLeak === 'count without the row rule' ? { ...plan, fetch: mockOpened(plan.fetch) } : plan
  return {
    ...real,
    rootCount: (model, plan, totals) => real.rootCount(model, open(plan), totals),
    nestedCount: (model, plan, parents) => real.nestedCount(model, open(plan), parents),
  }
})

function mockOpened(fetch: RowFetch): RowFetch {
  const opened = new RowFetch({ ...fetch.rules, row: TRUE })
  opened.columns.push(...fetch.columns)
  opened.masks.push(...fetch.masks)
  return opened
}

jest.mock('../../../src/read/plan/planning', (): typeof PlanningModule => {
  const real = jest.requireActual<typeof PlanningModule>('../../../src/read/plan/planning')
  return {
    ...real,
    rulesAlongEdge: (planning, edge, type) => {
      const rules = real.rulesAlongEdge(planning, edge, type)
      return mockLeak === 'follow an edge without the row rule' ? { ...rules, row: TRUE } : rules
    },
  }
})

jest.mock('../../../src/read/execute/reading', (): typeof ReadingModule => {
  const real = jest.requireActual<typeof ReadingModule>('../../../src/read/execute/reading')
  return {
    ...real,
    skip: (reading) => {
      if (mockLeak !== 'cost less where a hidden row is absent') real.skip(reading)
    },
  }
})

/** Each with the seed of a search that finds it soon. A deep run searches from one that takes up to ten times as long. */
const seeds: Readonly<Record<string, number>> = {
  'filter by the stored value': 5,
  'order by the stored value': 4,
  'count without the row rule': 3,
  'follow an edge without the row rule': 4,
  'cost less where a hidden row is absent': 5,
}
const leaks = Object.keys(seeds)
const deep = process.env['DEEP'] !== undefined

/** Enough to find each of them. */
const pairs = 1200

/** How many pairs find nothing in an engine that does not leak; `../../contract/non-interference.test.ts` asks more. */
const quiet = deep ? 1200 : 60

const seedOf = (planted: string): number => (deep ? 1 : (seeds[planted] ?? 1))

/** An engine that leaks is caught by the search, and the leak is shown small; of the real one it reports nothing. */
eachDatabase((name, open) => {
  // WHY fewer on MariaDB: which question tells a leak is found by the same code; these two tell it by a page and by a count.
  const searchedFor =
    deep || name === 'SQLite' ? leaks : ['order by the stored value', 'count without the row rule']
  let analysis: ScanDatabase
  let principals: readonly Asking[]

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    analysis = { ...(await openRealAnalysis(dataSource)), fileTargets: NO_FILE_TARGETS }
    principals = await askingPersonas(dataSource)
  })

  afterEach(() => {
    mockLeak = undefined
  })

  const search = (seed: number, most: number): Promise<FoundLeaks> =>
    findLeaks(analysis, {
      target: { kind: 'everything' },
      principals,
      seed,
      budget: { pairs: most, leaks: 1, clock: () => 0 },
    })

  const earlier = new Map<string, Promise<FoundLeaks>>()

  /** The search of an engine that leaks, made once for all tests that look at it. */
  const searched = (planted: string): Promise<FoundLeaks> => {
    mockLeak = planted
    const found = earlier.get(planted) ?? search(seedOf(planted), pairs)
    earlier.set(planted, found)
    return found
  }

  jest.setTimeout(240_000)

  it.each(searchedFor)('finds an engine that would %s, and shows it small', async (planted) => {
    const { leaks: found } = await searched(planted)
    const [leak] = found
    expect(found).toHaveLength(1)
    expect(leak?.difference.before).not.toBe(leak?.difference.after)
    expect(leak?.changes.length).toBeLessThanOrEqual(2)
    expect(leak?.operation.replace(/\s+/g, ' ').length).toBeLessThan(250)
    expect(leak?.facts[0]).toMatch(/which they may not read|a row they may not know|which they may not know/)
  })

  it('what was found can be kept and tried again, and is gone once the engine is mended', async () => {
    const { leaks: found } = await searched('count without the row rule')
    const kept = readLeaks(JSON.stringify(found))
    expect((await repeatLeaks(analysis, kept, principals)).leaks).toEqual(found)
    mockLeak = undefined
    expect((await repeatLeaks(analysis, kept, principals)).leaks).toEqual([])
  })

  it('finds the same for the same seed, byte for byte', async () => {
    const once = JSON.stringify(await searched('order by the stored value'))
    expect(JSON.stringify(await search(seedOf('order by the stored value'), pairs))).toBe(once)
  })

  it('notices nothing of an engine that does not leak', async () => {
    const { leaks: found, telling } = await search(1, quiet)
    expect(found).toEqual([])
    expect(telling).toBeGreaterThan(quiet / 3)
  })
})
