import type { Asked } from '../ask/whole-answer'
import type { Bench } from './bench'
import { keepReferences } from './bench'
import { seeingAs } from './compare-answers'
import { type FirstDifference } from './leak'
import { firstDifference } from './first-difference'
import { seenNow } from './seen-now'
import { applyChanges, type WorldChange } from './world-change'
import { viewText, type WorldView } from './world-view'

/** What is asked, and what the unchanged world answers and shows. */
export interface Experiment {
  readonly asked: Asked
  /** The text of the whole answer. */
  readonly before: string
  readonly view: WorldView
}

/**
 * Whether these changes alone make the answer another one; undefined where they do not, cannot be made, or
 * change what the principal may see: then they prove nothing.
 */
export async function tryChange(
  bench: Bench,
  { asked, before, view }: Experiment,
  changes: readonly WorldChange[],
): Promise<FirstDifference | undefined> {
  await bench.runner.startTransaction()
  try {
    await makeChanges(bench, changes)
    // WHY first: most changes make no difference, and one question is less than to read the whole world again.
    const difference = firstDifference(before, JSON.stringify(await bench.ask(asked)))
    if (difference === undefined) return undefined
    const seen = await seenNow(bench, seeingAs(bench, asked.as))
    return viewText(seen) === viewText(view) ? difference : undefined
  } catch {
    return undefined
  } finally {
    await bench.runner.rollbackTransaction()
  }
}

async function makeChanges(bench: Bench, changes: readonly WorldChange[]): Promise<void> {
  await keepReferences(bench, 'later')
  try {
    await applyChanges(
      bench.runner,
      changes.filter((one) => one.kind === 'cell'),
    )
  } finally {
    await keepReferences(bench, 'at once')
  }
  await applyChanges(
    bench.runner,
    changes.filter((one) => one.kind !== 'cell'),
  )
}
