import type { WorldChange } from './world-change'

/** Whether some of the changes still show the leak. */
export type StillLeaks = (changes: readonly WorldChange[]) => Promise<boolean>

/** WHY bounded: each try reads the whole world again; a few facts too many do no harm. */
const MOST_TRIES = 150

/** The fewest of these changes that still show it: halves, then ever smaller parts are left out. */
export async function shrinkChanges(
  changes: readonly WorldChange[],
  stillLeaks: StillLeaks,
): Promise<readonly WorldChange[]> {
  let kept = changes
  let parts = 2
  let tries = 0
  while (kept.length > 1 && tries < MOST_TRIES) {
    const size = Math.ceil(kept.length / parts)
    let smaller: readonly WorldChange[] | undefined
    for (let from = 0; from < kept.length && smaller === undefined && tries < MOST_TRIES; from += size) {
      const candidates = [kept.slice(from, from + size), [...kept.slice(0, from), ...kept.slice(from + size)]]
      for (const candidate of parts === 2 ? candidates.slice(0, 1) : candidates) {
        if (smaller !== undefined || candidate.length === 0) continue
        tries += 1
        if (await stillLeaks(candidate)) smaller = candidate
      }
    }
    if (smaller !== undefined) {
      parts = smaller.length <= size ? 2 : Math.max(2, parts - 1)
      kept = smaller
    } else if (size <= 1) return kept
    else parts = Math.min(kept.length, parts * 2)
  }
  return kept
}
