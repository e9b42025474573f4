import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import type { User } from '../user/user.entity'

/**
 * Asks for the second step once more, where it is on, beside the password.
 * INVARIANT: whatever makes, changes or ends what somebody signs in with asks for both: a stolen session with a stolen
 * password must not get rid of the second step, nor make a way around it.
 * @throws Refusal, and RATE_LIMITED after too many wrong ones.
 */
export async function askCode(
  tx: ActingTransaction,
  { user, code }: { readonly user: User; readonly code: string | null | undefined },
): Promise<void> {
  const { id, email, totpSecret, twoFactor } = user
  if (!twoFactor) return
  const field = 'code'
  if (code === null || code === undefined || code.trim() === '') {
    throw refuse('BAD_USER_INPUT', 'CODE_NEEDED', { field })
  }
  const right = await tx.takesCode({ email, user: id, totpSecret, code, now: tx.now })
  if (!right) throw refuse('BAD_USER_INPUT', 'WRONG_CODE', { field })
}
