import fc from 'fast-check'

/**
 * Raw material of a condition: numbers that a writer turns into whatever is well typed where it stands. A tree
 * that shrinks becomes a simpler condition, and always one that loads.
 */
export interface RawTree {
  readonly kind: number
  readonly picks: readonly [number, number, number, number]
  readonly parts: readonly RawTree[]
}

/** Trees of at most so many levels of parts. */
export function rawTrees(depth: number): fc.Arbitrary<RawTree> {
  const pick = fc.nat(9_999)
  const parts = depth === 0 ? fc.constant([]) : fc.array(rawTrees(depth - 1), { maxLength: 3, size: 'max' })
  return fc.record({ kind: fc.nat(99), picks: fc.tuple(pick, pick, pick, pick), parts })
}

/** One of several, by a raw number. */
export function chosen<T>(from: readonly T[], pick: number): T {
  const one = from[pick % from.length]
  if (one === undefined) throw new Error('Nothing to choose from')
  return one
}

/** The same, the first ones more often than the last. */
export function mostlyFirst<T>(from: readonly T[], pick: number): T {
  const share = (pick % 1_000) / 1_000
  return chosen(from, Math.floor(share ** 2 * from.length))
}
