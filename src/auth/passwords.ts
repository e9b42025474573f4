import { availableParallelism } from 'node:os'
import { hash, type Options, verify } from '@node-rs/argon2'
import { refuseWhenBusy } from '../http/refusals'
import { currentOperation } from '../platform/database/operation-scope'
import { refuseWithinTransaction } from '../platform/database/transaction'
import { FairQueue } from '../platform/fair-queue'
import { type Attempts, type AttemptPlace } from '../platform/limits/attempts'
import { passwordForm, passwordForms } from '../platform/typed-texts'

/** argon2id with OWASP's parameters, which are the library's own defaults, said aloud. */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options

/**
 * WHY bounded, one queue for the process: each hash takes a whole processor for some 20 ms and a thread that files and
 * names need, too. One processor and one thread are always left to everything else.
 */
const queue = new FairQueue({
  atOnce: Math.max(1, Math.min(3, availableParallelism() - 1)),
  atOncePerKey: 1,
  waiting: 256,
  // An office behind one address signs in at nine.
  waitingPerKey: 64,
})

/**
 * INVARIANT: every slow hash goes through here, and none runs within a transaction, where others would wait for it.
 * @throws RATE_LIMITED where too much waits already, of all or of one caller.
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

/** The hash of a password nobody has, of the same cost as everybody's. */
const nobodysHash = hash(
  'a password that nobody has, hashed once so that there is one to compare with',
  passwordCost,
)

/** A password that somebody showed, and the stored hash it should be that of; none for an unknown account. */
interface ShownPassword {
  readonly password: string
  readonly storedHash: string | undefined
}

/**
 * Whether the password is that of the stored hash. INVARIANT: an unknown account (no hash) costs the same work
 * as a known one, so that the time of the answer does not tell them apart.
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
  /** Its address, or what else is guessed at. */
  readonly email: string
  readonly password: string
  readonly hash: string
}

/** Limits of attempts, and where those of a request count. */
interface AttemptsHere {
  readonly attempts: Attempts
  /** @param account what is guessed at, where the place has not proved itself. */
  readonly placeFor: (account: string) => AttemptPlace
}

/**
 * Whether it is the password of a signed-in account, asked again before something grave.
 * INVARIANT: a stolen session is no way to try passwords, and what others try does not count for a live one.
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
