import { testDatabases } from '../support/test-databases'
import { findPlanted } from './planted/find-planted'
import { plantedBugs } from './planted/planted-bugs'
import { seed } from './seed'
import { openSmallWorld, type SmallWorld } from './small-world/open-small-world'

const MOST_POLICIES = process.env['DEEP'] === undefined ? 150 : 600

jest.setTimeout(process.env['DEEP'] === undefined ? 120_000 : 900_000)

describe.each(testDatabases)('the comparison of readers on $name', (kind) => {
  const bugs = plantedBugs(kind.name)
  let world: SmallWorld
  let reported: ReadonlyMap<string, string>

  beforeAll(async () => {
    world = await openSmallWorld(kind)
    reported = await findPlanted(world, bugs, { policies: MOST_POLICIES, seed })
  })

  afterAll(() => world.close())

  it.each(Object.keys(bugs))('finds that %s', (bug) => {
    // WHY the text: a planting that breaks the SQL itself would prove nothing.
    expect(reported.get(bug)).toMatch(/^The readers differ\./)
  })

  it('finds nothing where nothing is planted', async () => {
    const innocent = await findPlanted(world, { nothing: { casl: {}, sql: {} } }, { policies: 10, seed })
    expect([...innocent]).toEqual([])
  })
})
