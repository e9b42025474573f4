import { type Judged, survived } from '../mutate/verdict'

/** Mistakes that no test of the head notices, and that did not survive in the base: noticed there, or not possible yet. */
export function newSurvivors(base: readonly Judged[], head: readonly Judged[]): readonly Judged[] {
  const before = new Set(base.filter(survived).map(({ mutant }) => mutant.id))
  return head.filter((one) => survived(one) && !before.has(one.mutant.id))
}
