import { availableParallelism } from 'node:os'
import { hash, type Options, verify } from '@node-rs/argon2'
import { refuseWhenBusy } from '../http/refusals'
import { currentOperation } from '../platform/database/operation-scope'
import { refuseWithinTransaction } from '../platform/database/transaction'
import { FairQueue } from '../platform/fair-queue'
import { type Attempts, type AttemptPlace } from '../platform/limits/attempts'
import { passwordForm, passwordForms } from '../platform/typed-texts'

/** argon2id with OWASP's parameters. They are the library's defaults; stating them keeps them when the defaults change. */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options

/**
 * WHY one bounded queue for the process: each hash takes a whole processor for about 20 ms, and a thread of the pool that
 * file access and name look-ups use too. One processor and one thread always stay free.
 */
const queue = new FairQueue({
  atOnce: Math.max(1, Math.min(3, availableParallelism() - 1)),
  atOncePerKey: 1,
  waiting: 256,
  // WHY as many: a whole office may sign in from one address at nine o'clock.
  waitingPerKey: 64,
})

/**
 * INVARIANT: every password hash goes through here, and none runs within a transaction, where others would wait for it.
 * @throws RATE_LIMITED if too many wait already, of all callers or of one.
 */
async function slowly<Result>(spender: string, work: () => Promise<Result>): Promise<Result> {
  refuseWithinTransaction(
    'A password is hashed or compared before the transaction begins: see `Operation.prepare`.',
  )
  return queue.run(spender, work, currentOperation()?.signal).catch(refuseWhenBusy)
}

/** @param spender the principal, or the address it comes from: spenders take turns. */
export function hashPassword(password: string, spender: string): Promise<string> {
  return slowly(spender, () => hash(passwordForm(password), passwordCost))
}

/** The hash of a password that nobody has, with the same cost as all others. */
const nobodysHash = hash(
  'a password that nobody has, hashed once so that there is one to compare with',
  passwordCost,
)

/** A sent password, and the stored hash to compare it with; no hash for an unknown account. */
interface ShownPassword {
  readonly password: string
  readonly storedHash: string | undefined
}

/**
 * Whether the password matches the stored hash. INVARIANT: an unknown account (no hash) costs the same work
 * as a known one, so that the time of the answer does not distinguish them.
 */
export async function passwordMatches(
  { password, storedHash }: ShownPassword,
  spender: string,
): Promise<boolean> {
  const compared = storedHash ?? (await nobodysHash)
  for (const form of passwordForms(password)) {
    if ((await slowly(spender, () => verify(compared, form))) && storedHash !== undefined) return true
  }
  return false
}

/** What is compared: an account, what was typed, and the stored hash. */
export interface PasswordQuestion {
  /** Its e-mail address, or the key of whatever else is guessed. */
  readonly email: string
  readonly password: string
  readonly hash: string
}

/** The limits of attempts, and the place that a request counts for. */
interface AttemptsHere {
  readonly attempts: Attempts
  /** @param account the guessed account, for a place that has not proved itself. */
  readonly placeFor: (account: string) => AttemptPlace
}

/**
 * Whether it is the password of the signed-in account, asked again before a sensitive operation.
 * INVARIANT: a stolen session gives no unlimited attempts at passwords, and attempts of others do not count for a live session.
 * @param spender the principal, or the address it comes from: spenders take turns.
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
