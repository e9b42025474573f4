/** Reproducible random numbers: the same seed and stream give the same numbers, on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  /** True in that many of a hundred cases. */
  percent(share: number): boolean
  pick<const T>(choices: readonly [T, ...T[]]): T
}

/**
 * xoshiro128**, seeded by splitmix32. Each part of a world draws from a stream of its own, so that a change
 * in one part leaves the others as they were.
 */
export function random(seed: number, stream: string): Random {
  const state = seedState(seed, stream)
  const below = (limit: number) => Math.floor((next(state) / 0x1_0000_0000) * limit)
  return {
    below,
    percent: (share) => below(100) < share,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  }
}

function next(s: Uint32Array): number {
  const [s0, s1, s2, s3] = [s[0] ?? 0, s[1] ?? 0, s[2] ?? 0, s[3] ?? 0]
  const result = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0
  const t2 = s2 ^ s0
  const t3 = s3 ^ s1
  s[0] = s0 ^ t3
  s[1] = s1 ^ t2
  s[2] = t2 ^ (s1 << 9)
  s[3] = rotate(t3, 11)
  return result
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function seedState(seed: number, stream: string): Uint32Array {
  let hash = 0x811c9dc5 ^ seed
  for (const letter of stream) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  const state = new Uint32Array(4)
  for (let word = 0; word < 4; word++) {
    hash = (hash + 0x9e3779b9) | 0
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    state[word] = mixed ^ (mixed >>> 15)
  }
  return state
}
