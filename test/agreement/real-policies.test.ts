import { type DataSource } from 'typeorm'
import { fillDemoWorld } from '../../schema/world/demo/demo-world'
import { eachDatabase } from '../support/databases'
import { linkRows } from './facts/link-rows'
import { compareReal } from './real-world/compare-real'
import { disturbWorld } from './real-world/disturb-world'
import { everyPrincipal } from './real-world/every-principal'
import { realWorld } from './real-world/real-world'
import { storedTables } from './real-world/stored-tables'
import { seed } from './seed'

const deep = process.env['DEEP'] !== undefined
/** How many disturbed worlds, and every which principal asks of them. */
const disturbed = deep ? { worlds: 6, every: 1 } : { worlds: 1, every: 6 }
/** Every which principal asks of the demo world. WHY fewer on MariaDB: what its statements can do differently, a few show. */
const every = deep ? { SQLite: 1, MariaDB: 1 } : { SQLite: 4, MariaDB: 16 }

jest.setTimeout(process.env['DEEP'] === undefined ? 120_000 : 900_000)

eachDatabase((name, open) => {
  let dataSource: DataSource

  beforeAll(async () => {
    dataSource = await open()
    await fillDemoWorld(dataSource)
  })

  it(`answers the real policies in the demo world alike, ${name}`, async () => {
    const world = linkRows({ tables: await storedTables(dataSource), entities: dataSource.entityMetadatas })
    const principals = everyPrincipal(world).filter((_, index) => index % every[name] === 0)
    const { cases, readable, differences } = await compareReal(realWorld(dataSource), world, principals)
    expect(differences).toEqual([])
    expect(cases).toBeGreaterThan(100_000 / every[name])
    expect(readable).toBeGreaterThan(3_000 / every[name])
  })

  it(`answers them in disturbed worlds alike, ${name} (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    for (let number = 0; number < disturbed.worlds; number += 1) {
      expect(await disturbWorld(dataSource, random)).toBeGreaterThan(500)
      const world = linkRows({ tables: await storedTables(dataSource), entities: dataSource.entityMetadatas })
      const some = everyPrincipal(world).filter((_, index) => index % disturbed.every === 0)
      const { readable, differences } = await compareReal(realWorld(dataSource), world, some)
      expect(differences).toEqual([])
      expect(readable).toBeGreaterThan(50)
    }
  })
})

/** mulberry32: the same numbers for the same seed. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
