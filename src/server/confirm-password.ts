import { digestOf } from '../services/secret-token'
import { passwordMatches } from './passwords'
import { type RateLimit } from './rate-limits'

/** What is compared: an account, what was typed, and the stored hash. */
export interface PasswordQuestion {
  readonly email: string
  readonly password: string
  readonly hash: string
}

/**
 * Whether it is the password of a signed-in account, asked again before something grave.
 * WHY the limit of sign-in: a stolen session must not be a way to try passwords.
 * @param spender who asks, or from where: comparisons of several take turns.
 * @throws RATE_LIMITED
 */
export async function confirmPassword(
  attemptsPerAccount: RateLimit,
  { email, password, hash }: PasswordQuestion,
  spender: string,
): Promise<boolean> {
  const account = digestOf(email)
  await attemptsPerAccount.spend(account, 1)
  const matches = await passwordMatches({ password, storedHash: hash }, spender)
  if (matches) await attemptsPerAccount.giveBack(account, 1)
  return matches
}
