import type { Difference } from './policy-diff'

/** Differences with the same people, rules and example stand together: a row and the fields that show it. */
export function mergedDifferences(differences: readonly Difference[]): readonly Difference[] {
  const found = new Map<string, Difference>()
  for (const difference of differences) {
    const { type, verdict, gains, loses } = difference
    const key = JSON.stringify([type, verdict, gains, loses])
    const known = found.get(key)
    const rules = [
      ...(known?.rules ?? []),
      ...difference.rules.filter((one) => known?.rules.includes(one) !== true),
    ]
    const questions = [...(known?.questions ?? []), ...difference.questions]
    found.set(key, { ...difference, questions, rules })
  }
  return [...found.values()]
}
