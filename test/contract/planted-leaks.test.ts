import { fillDemoWorld } from '../../schema/world/demo/fill-demo-world'
import { TRUE } from '../../src/policy/condition'
import type { ConnectionPlan } from '../../src/query/plan/connection-plan'
import { Level } from '../../src/query/plan/level'
import type * as MaskedSql from '../../src/query/plan/masked-sql'
import type * as OrderModule from '../../src/query/plan/plan-order'
import type * as PlanningModule from '../../src/query/plan/planning'
import type * as ReadingModule from '../../src/query/run/reading'
import { raw } from '../../src/query/sql/fragment'
import type * as Statements from '../../src/query/sql/statements'
import { actingAs, everybody } from '../support/acting-as'
import { eachDatabase } from '../support/databases'
import { type Bench, compareAnswers, openBench } from './interference/compare-answers'

/** Which leak the engine has at the moment. */
let mockLeak: string | undefined

jest.mock('../../src/query/plan/masked-sql', (): typeof MaskedSql => {
  const real = jest.requireActual<typeof MaskedSql>('../../src/query/plan/masked-sql')
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

jest.mock('../../src/query/plan/plan-order', (): typeof OrderModule => {
  const real = jest.requireActual<typeof OrderModule>('../../src/query/plan/plan-order')
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

jest.mock('../../src/query/sql/statements', (): typeof Statements => {
  const real = jest.requireActual<typeof Statements>('../../src/query/sql/statements')
  const open = <Plan extends ConnectionPlan>(plan: Plan): Plan =>
    mockLeak === 'count without the row rule' ? { ...plan, level: mockOpened(plan.level) } : plan
  return {
    ...real,
    rootCount: (model, plan, totals) => real.rootCount(model, open(plan), totals),
    nestedCount: (model, plan, parents) => real.nestedCount(model, open(plan), parents),
  }
})

function mockOpened(level: Level): Level {
  const opened = new Level({ ...level.rules, row: TRUE })
  opened.columns.push(...level.columns)
  opened.masks.push(...level.masks)
  return opened
}

jest.mock('../../src/query/plan/planning', (): typeof PlanningModule => {
  const real = jest.requireActual<typeof PlanningModule>('../../src/query/plan/planning')
  return {
    ...real,
    rulesBehind: (planning, edge, type) => {
      const rules = real.rulesBehind(planning, edge, type)
      return mockLeak === 'follow an edge without the row rule' ? { ...rules, row: TRUE } : rules
    },
  }
})

jest.mock('../../src/query/run/reading', (): typeof ReadingModule => {
  const real = jest.requireActual<typeof ReadingModule>('../../src/query/run/reading')
  return {
    ...real,
    skip: (reading) => {
      if (mockLeak !== 'cost less where a hidden row is absent') real.skip(reading)
    },
  }
})

const leaks = [
  'filter by the stored value',
  'order by the stored value',
  'count without the row rule',
  'follow an edge without the row rule',
  'cost less where a hidden row is absent',
]

/** An engine that leaks is caught by the experiment of `non-interference.test.ts`; the real one is not. */
eachDatabase((_, open) => {
  let bench: Bench

  beforeAll(async () => {
    const dataSource = await open()
    await fillDemoWorld(dataSource)
    bench = await openBench(dataSource)
  })

  afterEach(() => {
    mockLeak = undefined
  })

  /** Persona after persona, until somebody notices. */
  async function firstDifference(most: number): Promise<string | undefined> {
    for (const name of everybody.slice(0, most)) {
      const principal = await actingAs(bench.dataSource, name)
      const trial = { name, principal, seed: 11, operations: 60 }
      const { differences } = await compareAnswers(bench, trial)
      if (differences[0] !== undefined) return differences[0].text
    }
    return undefined
  }

  it.each(leaks)('notices an engine that would %s', async (leak) => {
    mockLeak = leak
    expect(await firstDifference(everybody.length)).toMatch(/\{/)
  })

  it('notices nothing of an engine that does not leak', async () => {
    expect(await firstDifference(3)).toBeUndefined()
  })
})
