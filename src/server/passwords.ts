import { hash, verify, type Options } from '@node-rs/argon2'
import { passwordForm, passwordForms } from '../services/password-form'

/** argon2id with OWASP's parameters, which are the library's own defaults, said aloud. */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options

export function hashPassword(password: string): Promise<string> {
  return hash(passwordForm(password), passwordCost)
}

/** The hash of a password nobody has, of the same cost as everybody's. */
const nobodysHash = hashPassword(
  'a password that nobody has, hashed once so that there is one to compare with',
)

/**
 * Whether the password is that of the stored hash. INVARIANT: an unknown account (no hash) costs the same work
 * as a known one, so that the time of the answer does not tell them apart.
 */
export async function passwordMatches(password: string, storedHash: string | undefined): Promise<boolean> {
  const stored = storedHash ?? (await nobodysHash)
  for (const form of passwordForms(password)) {
    if ((await verify(stored, form)) && storedHash !== undefined) return true
  }
  return false
}
