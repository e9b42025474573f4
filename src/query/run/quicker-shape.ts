import { LRUCache } from 'lru-cache'

/** Two statements that bring the same rows. */
export type Shape = 'searched' | 'walked'

/** Fast enough that the other shape is not worth a try. */
const FAST_MS = 15
/** What was learned is forgotten after this long: data and statistics move on. */
const MEMORY_MS = 600_000
const MOST_ENTRIES = 5000

/**
 * Remembers which of two shapes was quicker for a list. Searching suits who sees few rows, walking who sees
 * many, and only the data knows. INVARIANT: the choice never affects the answer, so the memory may be stale.
 */
export class QuickerShape {
  private readonly known = new LRUCache<string, Timing>({ max: MOST_ENTRIES })

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Searching first: it is bounded by what the principal sees. Walking is tried once, where searching was slow. */
  choose(list: string): Shape {
    const timing = this.known.get(list)
    if (timing === undefined || this.clock() - timing.since > MEMORY_MS) return 'searched'
    if (timing.searched < FAST_MS || timing.walked === undefined)
      return timing.searched < FAST_MS ? 'searched' : 'walked'
    return timing.walked < timing.searched ? 'walked' : 'searched'
  }

  async timed<T>(list: string, shape: Shape, work: () => Promise<T>): Promise<T> {
    const start = this.clock()
    const result = await work()
    this.learn(list, shape, this.clock() - start)
    return result
  }

  private learn(list: string, shape: Shape, took: number): void {
    const timing = this.known.get(list)
    const fresh = timing !== undefined && this.clock() - timing.since <= MEMORY_MS
    if (fresh) {
      timing[shape] = took
      return
    }
    if (shape === 'walked') return
    this.known.set(list, { since: this.clock(), searched: took, walked: undefined })
  }
}

interface Timing {
  readonly since: number
  searched: number
  walked: number | undefined
}
