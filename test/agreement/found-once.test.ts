import { type Principal, SIGNED_OUT } from '../../src/policy/principal'
import { testDatabases } from '../support/test-databases'
import { compareReaders } from './small-world/compare-readers'
import { handMadeCase } from './small-world/hand-made-case'
import { openSmallWorld, type SmallWorld } from './small-world/open-small-world'

/** Conditions on which the readers once differed, as generated cases showed; by whom, and for which rows. */
const conditions: readonly [string, string, string, Partial<Principal>][] = [
  ['a row that would share the key is not there', 'Firm', 'firm.licence != null', {}],
  ['all of what hangs on no row', 'Firm', 'firm.licence.persons.all(p, p.size == 1)', {}],
  ['no value is in a list of texts', 'Item', '!(item.label in principal.scopes)', { scopes: [] }],
  ['no value is the empty text', 'Item', 'item.label in principal.scopes', { scopes: [''] }],
  ['an item of two lines is not two items', 'Item', 'item.label in principal.scopes', { scopes: ['b\na'] }],
  ['a text that looks like an instant', 'Item', 'item.label == "2026-03-01T12:00:00.000Z"', {}],
  [
    'a look-up among other links of a list',
    'Person',
    'person.employer.parent.children.exists(c, c.id == person.size)',
    {},
  ],
  [
    'a look-up equal to a column of the list',
    'Licence',
    'licence.persons.exists(p, p.employer.children.exists(c, c.parent.size == p.employer.size && c.size == p.employer.parent.size))',
    {},
  ],
  [
    'look-ups among look-ups',
    'Item',
    'item.keeper.employer.id in [item.firm.parent.id, item.firm.parent.size]',
    {},
  ],
  [
    'a part of an embedded value, far away',
    'Item',
    'item.firm.postal.city == null || item.firm.postal.city == "a"',
    {},
  ],
]

describe.each(testDatabases)('what was found once on $name', (kind) => {
  let world: SmallWorld

  beforeAll(async () => {
    world = await openSmallWorld(kind)
  })

  afterAll(() => world.close())

  it.each(conditions)('%s', async (_what, type, when, principal) => {
    const one = handMadeCase({ type, when }, world.model)
    const { found, readable } = await compareReaders(world, {
      ...one,
      principals: [{ ...SIGNED_OUT, ...principal }],
    })
    expect(found).toEqual([])
    expect(readable).toBeGreaterThan(0)
  })
})
