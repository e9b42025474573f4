import { type MadeUpRow, type MadeUpWorld } from '../../../src/analysis/world/made-up-world'
import { type Principal, SIGNED_OUT } from '../../../src/policy/principal'

/** Every world of one firm or two with at most one item, and further values drawn from a fixed row of numbers. */
export function allSmallWorlds(): readonly MadeUpWorld[] {
  const firms = ([null, true, false] as const).flatMap((open) =>
    [null, 1, 2].map((parent) => ({ open, parent })),
  )
  const items = [null, ...[null, 'A', 'B'].flatMap((state) => [null, 1, 2].map((firm) => ({ state, firm })))]
  const worlds: MadeUpWorld[] = []
  const draw = drawing(7)
  for (const one of firms) {
    for (const other of firms) {
      for (const item of items) {
        for (const licensed of [[], [1], [2], [1, 2]]) {
          worlds.push(worldOf([one, other], { item, licensed, draw }))
        }
      }
    }
  }
  return worlds
}

interface Further {
  readonly item: MadeUpRow | null
  readonly licensed: readonly number[]
  readonly draw: <One>(from: readonly One[]) => One
}

function worldOf(firms: readonly MadeUpRow[], { item, licensed, draw }: Further): MadeUpWorld {
  const filled = firms.map((firm, index): [number, MadeUpRow] => [
    index + 1,
    { ...firm, size: draw([null, 1, 2, 3]), since: draw([null, '2025-12-31', '2026-01-01']) },
  ])
  const at = draw([null, '2025-06-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'])
  const safe = draw([null, 1, 2, 3])
  return {
    Firm: Object.fromEntries(filled),
    Item:
      item === null
        ? { 2: { state: 'B', firm: 1, at } }
        : { 1: { ...item, at }, 2: { state: null, firm: draw([1, 2]), at } },
    Licence: Object.fromEntries(licensed.map((id) => [id, { state: draw(['A', 'B']) }])),
    Safe: { 1: { open: draw([null, true, false]), firm: safe === 3 ? null : safe } },
  }
}

/** The principal in those worlds. */
export const smallPrincipals: readonly Principal[] = [
  SIGNED_OUT,
  { ...SIGNED_OUT, organisation: { id: 1 }, partner: { id: 1 }, role: 'OWNER', scopes: ['read'] },
  { ...SIGNED_OUT, organisation: { id: 2 }, role: 'EXTERNAL', accounting: true },
  { ...SIGNED_OUT, organisation: { id: 1 }, partner: { id: 2 }, role: 'OWNER', accounting: true },
]

export const SMALL_NOW = new Date('2026-01-01T00:00:00.000Z')

function drawing(seed: number): Further['draw'] {
  let state = seed
  return (from) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    const found = from[Math.floor(state / 65_536) % from.length]
    if (found === undefined) throw new Error('Nothing to draw from')
    return found
  }
}
