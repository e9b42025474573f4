import { type Attempts, type Place } from '../limits/attempts'
import { passwordMatches } from './passwords'

/** What is compared: an account, what was typed, and the stored hash. */
export interface PasswordQuestion {
  /** Its address, or what else is guessed at. */
  readonly email: string
  readonly password: string
  readonly hash: string
}

/** Limits of attempts, and where those of a request count. */
export interface AttemptsHere {
  readonly attempts: Attempts
  /** @param account what is guessed at, where the place has not proved itself. */
  readonly placeFor: (account: string) => Place
}

/**
 * Whether it is the password of a signed-in account, asked again before something grave.
 * INVARIANT: a stolen session is no way to try passwords, and what others try does not count for a live one.
 * @param spender who asks, or from where: comparisons of several take turns.
 * @throws RATE_LIMITED
 */
export async function confirmPassword(
  { attempts, placeFor }: AttemptsHere,
  { email, password, hash }: PasswordQuestion,
  spender: string,
): Promise<boolean> {
  const place = placeFor(email)
  await attempts.begin(place)
  const matches = await passwordMatches({ password, storedHash: hash }, spender)
  if (matches) await attempts.succeeded(place)
  return matches
}
