import type { Vault } from '../../src/server/vault'
import { Refusal } from '../../src/write/refusal'

/** Looks for what a link opens, and counts the place that shows a secret of none. @throws Refusal, RATE_LIMITED */
export async function countingFailures<Found>(vault: Vault, look: () => Promise<Found>): Promise<Found> {
  try {
    return await look()
  } catch (problem) {
    if (problem instanceof Refusal) await vault.linkFailed()
    throw problem
  }
}
