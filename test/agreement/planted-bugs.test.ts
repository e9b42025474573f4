import { testDatabases } from '../support/test-databases'
import { plantedBugs } from './planted/planted-bugs'
import { seed } from './seed'
import { checkAgreement } from './small-world/check-agreement'
import { openSmallWorld, type SmallWorld } from './small-world/open-small-world'

const MOST_POLICIES = 150

jest.setTimeout(process.env['DEEP'] === undefined ? 120_000 : 900_000)

describe.each(testDatabases)('the comparison of readers on $name', (kind) => {
  let world: SmallWorld

  beforeAll(async () => {
    world = await openSmallWorld(kind)
  })

  afterAll(() => world.close())

  it.each(Object.entries(plantedBugs(kind.name)))('finds that %s', async (_bug, planting) => {
    const { difference } = await checkAgreement(world, { policies: MOST_POLICIES, seed }, planting)
    // WHY the text: a planting that breaks the SQL itself would prove nothing.
    expect(difference).toMatch(/^The readers differ\./)
  })
})
