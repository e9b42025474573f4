import { testDatabases } from '../support/test-databases'
import { seed } from './seed'
import { checkAgreement } from './small-world/check-agreement'
import { openSmallWorld, type SmallWorld } from './small-world/open-small-world'

const deep = process.env['DEEP'] !== undefined
const wanted = deep ? { policies: 800, cases: 500_000 } : { policies: 60, cases: 20_000 }

describe.each(testDatabases)('generated policies over generated rows on $name', (kind) => {
  let world: SmallWorld

  beforeAll(async () => {
    world = await openSmallWorld(kind)
  })

  afterAll(() => world.close())

  it(`are answered alike by the CEL library, CASL and SQL (seed ${seed})`, async () => {
    const { cases, readable, difference } = await checkAgreement(world, { policies: wanted.policies, seed })
    expect(difference).toBeNull()
    expect(cases).toBeGreaterThanOrEqual(wanted.cases)
    // Answers of one kind only would prove nothing.
    expect(readable / cases).toBeGreaterThan(0.2)
    expect(readable / cases).toBeLessThan(0.8)
  })
})
