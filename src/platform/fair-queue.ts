/** How much of a scarce resource may be used at once, and how much work may wait for it. */
export interface QueueLimits {
  readonly atOnce: number
  readonly atOncePerKey: number
  readonly waiting: number
  readonly waitingPerKey: number
}

/** Too much waits already. The work was not begun. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

interface Waiting {
  readonly start: () => void
}

interface Line {
  running: number
  readonly waiting: Waiting[]
}

/**
 * Bounds how much work uses a scarce resource (processors, connections) at once.
 * INVARIANT: the keys (the principal) take turns. Whoever sends a thousand pieces of work delays the next piece of
 * another key by at most as many pieces as run at once.
 */
export class FairQueue {
  private readonly lines = new Map<string, Line>()
  private running = 0
  private waiting = 0

  constructor(private readonly limits: QueueLimits) {}

  /**
   * @param signal removes waiting work from the queue; work that has begun must end itself.
   * @throws QueueFull, and the reason of the signal.
   */
  async run<Result>(key: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted()
    await this.turn(key, signal)
    try {
      return await work()
    } finally {
      this.leave(key)
    }
  }

  private turn(key: string, signal: AbortSignal | undefined): Promise<void> {
    const { limits } = this
    const line = this.lines.get(key) ?? { running: 0, waiting: [] }
    this.lines.set(key, line)
    if (this.running < limits.atOnce && line.running < limits.atOncePerKey) {
      this.enter(line)
      return Promise.resolve()
    }
    if (this.waiting >= limits.waiting || line.waiting.length >= limits.waitingPerKey) {
      this.forget(key, line)
      return Promise.reject(new QueueFull('Too much waits already.'))
    }
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        line.waiting.splice(line.waiting.indexOf(place), 1)
        this.waiting -= 1
        this.forget(key, line)
        reject(signal?.reason instanceof Error ? signal.reason : new Error('given up'))
      }
      const place: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', giveUp)
          this.enter(line)
          resolve()
        },
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      line.waiting.push(place)
      this.waiting += 1
    })
  }

  private enter(line: Line): void {
    line.running += 1
    this.running += 1
  }

  private leave(key: string): void {
    this.running -= 1
    const line = this.lines.get(key)
    if (line !== undefined) {
      line.running -= 1
      // WHY to the end: a key that was just served comes after every other key that waits.
      this.lines.delete(key)
      if (line.running > 0 || line.waiting.length > 0) this.lines.set(key, line)
    }
    this.next()
  }

  private next(): void {
    if (this.waiting === 0) return
    for (const [key, line] of this.lines) {
      if (this.running >= this.limits.atOnce) return
      if (line.running >= this.limits.atOncePerKey) continue
      const place = line.waiting.shift()
      if (place === undefined) continue
      this.waiting -= 1
      this.lines.delete(key)
      this.lines.set(key, line)
      place.start()
      return
    }
  }

  private forget(key: string, line: Line): void {
    if (line.running === 0 && line.waiting.length === 0) this.lines.delete(key)
  }
}
