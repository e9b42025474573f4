import { QueryStrategyCache } from '../../src/read/execute/reading'
import { testDatabases } from '../support/test-databases'
import { seed } from './seed'
import { checkAgreement } from './small-world/check-agreement'
import { openSmallWorld, type SmallWorld } from './small-world/open-small-world'

const deep = process.env['DEEP'] !== undefined
const wanted = deep ? { policies: 800, cases: 500_000 } : { policies: 24, cases: 10_000 }

jest.setTimeout(process.env['DEEP'] === undefined ? 300_000 : 900_000)

describe.each(testDatabases)('generated policies over generated rows on $name', (kind) => {
  let world: SmallWorld

  beforeAll(async () => {
    world = await openSmallWorld(kind)
  })

  afterAll(() => world.close())

  // Lists are read by either of two statements, whichever was quicker: here by both in turn.
  beforeEach(() => {
    let lists = 0
    jest.spyOn(QueryStrategyCache.prototype, 'choose').mockImplementation(() => {
      lists += 1
      return lists % 2 === 0 ? 'walked' : 'searched'
    })
  })

  afterEach(() => jest.restoreAllMocks())

  it(`are answered alike by the CEL library, CASL and SQL (seed ${seed})`, async () => {
    const { cases, readable, difference } = await checkAgreement(world, { policies: wanted.policies, seed })
    expect(difference).toBeNull()
    expect(cases).toBeGreaterThanOrEqual(wanted.cases)
    // Answers of one kind only would prove nothing.
    expect(readable / cases).toBeGreaterThan(0.2)
    expect(readable / cases).toBeLessThan(0.8)
  })
})
