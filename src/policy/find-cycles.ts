/** What refers to itself in a round: each round once, from its first member in the alphabet. */
export function findCycles(
  references: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = []
  for (const start of [...references.keys()].sort()) {
    const round = roundFrom(start, references)
    if (round !== null && round.every((name) => name >= start)) cycles.push(round)
  }
  return cycles
}

/** The shortest way from a name back to itself, its start at both ends. */
function roundFrom(
  start: string,
  references: ReadonlyMap<string, readonly string[]>,
): readonly string[] | null {
  const seen = new Set<string>()
  let ways: (readonly string[])[] = [[start]]
  while (ways.length > 0) {
    const longer: (readonly string[])[] = []
    for (const way of ways) {
      for (const next of references.get(way.at(-1) ?? start) ?? []) {
        if (next === start) return [...way, start]
        if (seen.has(next)) continue
        seen.add(next)
        longer.push([...way, next])
      }
    }
    ways = longer
  }
  return null
}
