import { setTimeout } from 'node:timers/promises'
import { isWorthAnotherTry } from './database-problems'

const ATTEMPTS = 8

/** Runs a transaction again where it lost against others, a little later each time. */
export async function withRetries<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction()
    } catch (problem) {
      if (attempt === ATTEMPTS || !isWorthAnotherTry(problem)) throw problem
      // WHY at random: two that met once must not meet again.
      await setTimeout(Math.random() * 10 * 2 ** attempt)
    }
  }
}
