import fc from 'fast-check'
import type { Amount } from '../small-world/check-agreement'
import { comparePrepared, type Planting } from '../small-world/compare-readers'
import type { SmallWorld } from '../small-world/open-small-world'
import { type PreparedCase, prepareCase } from '../small-world/prepare-case'
import { smallCases, writeCase } from '../small-world/small-case'
import { printFindings } from '../small-world/print-findings'

/** So many cases are made at a time: mostly the first few show every bug. */
const AT_ONCE = 10

/**
 * What the comparison says of each bug, by its name, on the first case that shows it. Each case is prepared once
 * and held against all bugs that nothing has shown yet.
 */
export async function findPlanted(
  world: SmallWorld,
  bugs: Readonly<Record<string, Planting>>,
  { policies, seed }: Amount,
): Promise<ReadonlyMap<string, string>> {
  const reported = new Map<string, string>()
  for (let from = 0; from < policies && reported.size < Object.keys(bugs).length; from += AT_ONCE) {
    for (const one of fc.sample(smallCases, { numRuns: AT_ONCE, seed: seed + from })) {
      const left = Object.entries(bugs).filter(([bug]) => !reported.has(bug))
      if (left.length === 0) break
      const prepared = await prepareCase(world, writeCase(one, world))
      for (const [bug, planting] of left) {
        const shown = await shownBy(prepared, planting)
        if (shown !== null) reported.set(bug, shown)
      }
    }
  }
  return reported
}

/** What a case shows of a bug; what it says where it breaks the reader altogether. */
async function shownBy(prepared: PreparedCase, planting: Planting): Promise<string | null> {
  try {
    const comparison = await comparePrepared(prepared, planting)
    return comparison.found.length === 0 ? null : printFindings(comparison)
  } catch (failure) {
    return String(failure)
  }
}
