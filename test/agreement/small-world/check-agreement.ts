import fc from 'fast-check'
import { compareReaders } from './compare-readers'
import type { SmallWorld } from './open-small-world'
import { smallCases, writeCase } from './small-case'
import { printFindings } from './print-findings'

export interface Amount {
  /** How many sets of policies, each with a world of its own and three principals. */
  readonly policies: number
  readonly seed: number
}

/** The result of a run over generated policies; `difference` reports the simplest case that shows it. */
export interface Outcome {
  readonly cases: number
  readonly readable: number
  readonly difference: string | null
}

/** Compares the readers over generated cases, until all agree or the first difference has been made simple. */
export async function checkAgreement(world: SmallWorld, { policies, seed }: Amount): Promise<Outcome> {
  const count = { cases: 0, readable: 0 }
  const property = fc.asyncProperty(smallCases, async (one) => {
    const comparison = await compareReaders(world, writeCase(one, world))
    count.cases += comparison.cases
    count.readable += comparison.readable
    if (comparison.found.length > 0) throw new Error(printFindings(comparison))
  })
  const outcome = await fc.check(property, {
    numRuns: policies,
    seed,
    // A difference is made as simple as the time allows.
    interruptAfterTimeLimit: TIME_LIMIT_MS,
    markInterruptAsFailure: true,
  })
  if (!outcome.failed) return { ...count, difference: null }
  const reported = outcome.errorInstance instanceof Error ? outcome.errorInstance.message : 'The time is up.'
  return { ...count, difference: `${reported}\n(seed ${seed}, shrunk ${outcome.numShrinks} times)` }
}

const TIME_LIMIT_MS = process.env['DEEP'] === undefined ? 280_000 : 600_000
