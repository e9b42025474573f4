import { type AccountSecurity } from '../../src/auth/credentials'
import { newOneTimeSecret, newRecoveryCodes, recoveryDigest } from '../../src/platform/crypto/one-time-codes'
import { type MailData } from '../mail-data'
import { type Operation } from '../../src/write/operation'
import { type Outside } from '../../src/write/outside'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { requirePersonalSession, renewSession, sessionOf } from './session-of'
import { RecoveryCode } from './sign-in.entity'
import { type CodeInput, type PasswordAndCodeInput, type PasswordInput } from './sign-in.resolver'

/** Shows a new secret, once. It counts for nothing until a code of it has come back. */
export const beginTwoFactor = (accountSecurity: AccountSecurity): Operation<PasswordInput> => ({
  name: 'beginTwoFactor',
  by: 'signed in',
  prepare: askPassword,
  run: async (tx) => {
    const { user } = await sessionOf(tx)
    if (user.twoFactor) throw refuse('CONFLICT', 'TWO_FACTOR_ON')
    const secret = newOneTimeSecret()
    await tx.manager.update(User, user.id, { totpPending: accountSecurity.seal(user.id, secret) })
    await noteChange(tx, user, 'two-factor begun')
    return { secret, uri: accountSecurity.uri(secret, user.email) }
  },
})

/** The authenticator has the secret: from now on, signing in takes its codes. */
export const confirmTwoFactor = (accountSecurity: AccountSecurity): Operation<CodeInput> => ({
  name: 'confirmTwoFactor',
  by: 'signed in',
  run: async (tx, { code }) => {
    const at = await sessionOf(tx)
    const { id, email, totpPending: totpSecret } = at.user
    if (totpSecret === null) throw refuse('CONFLICT', 'TWO_FACTOR_NOT_BEGUN')
    const right = await accountSecurity.takesCode(tx.manager, {
      email,
      user: id,
      totpSecret,
      code,
      now: tx.now,
    })
    if (!right) throw refuse('BAD_USER_INPUT', 'WRONG_CODE', { field: 'code' })
    await tx.manager.update(User, id, { twoFactor: true, totpSecret, totpPending: null })
    const codes = await giveCodes(tx, id)
    await noteChange(tx, at.user, 'two-factor on')
    await report(tx, at.user, 'two-factor-on')
    return { recoveryCodes: codes.join(' '), sessionToken: await renewSession(tx, at) }
  },
})

/** The password alone lets in again. Takes both, so that neither a stolen session nor a stolen password can do it. */
export const disableTwoFactor = (accountSecurity: AccountSecurity): Operation<PasswordAndCodeInput> => ({
  name: 'disableTwoFactor',
  by: 'signed in',
  prepare: askPassword,
  run: async (tx, { code }) => {
    const at = await sessionOf(tx)
    const { id, email, totpSecret, twoFactor } = at.user
    if (!twoFactor) throw refuse('CONFLICT', 'TWO_FACTOR_OFF')
    const right = await accountSecurity.takesCode(tx.manager, {
      email,
      user: id,
      totpSecret,
      code,
      now: tx.now,
    })
    if (!right) throw refuse('BAD_USER_INPUT', 'WRONG_CODE', { field: 'code' })
    await tx.manager.update(User, id, { twoFactor: false, totpSecret: null, totpPending: null })
    await forgetCodes(tx, id)
    await noteChange(tx, at.user, 'two-factor off')
    await report(tx, at.user, 'two-factor-off')
    return { sessionToken: await renewSession(tx, at) }
  },
})

/** Ten other recovery codes; the former ones are void. */
export const regenerateRecoveryCodes: Operation<PasswordInput> = {
  name: 'regenerateRecoveryCodes',
  by: 'signed in',
  prepare: askPassword,
  run: async (tx, { code }) => {
    const { user } = await sessionOf(tx)
    if (!user.twoFactor) throw refuse('CONFLICT', 'TWO_FACTOR_OFF')
    // WHY: these codes pass for the second step. Who has the password alone must not be given them.
    await askCode(tx, { user, code })
    const codes = await giveCodes(tx, user.id)
    await noteChange(tx, user, 'recovery codes renewed')
    return { recoveryCodes: codes.join(' ') }
  },
}

async function askPassword(outside: Outside, { password }: PasswordInput): Promise<undefined> {
  requirePersonalSession(outside.principal)
  if (await outside.passwordMatches(password)) return undefined
  throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
}

/** INVARIANT: neither the secret nor a code is part of what is noted. */
function noteChange(tx: ActingTransaction, user: User, action: string): Promise<void> {
  return tx.audit({ action, subject: { type: 'User', key: user.id }, organisation: null })
}

function report(
  tx: ActingTransaction,
  { name, email, locale }: User,
  template: 'two-factor-on' | 'two-factor-off',
): Promise<void> {
  const data: MailData<'two-factor-on'> = { name, at: tx.now.toISOString() }
  return tx.mail({ to: email, template, locale, data })
}

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

/** New recovery codes in the place of all former ones, to be shown once. Only digests are stored. */
async function giveCodes(tx: Transaction, user: number): Promise<readonly string[]> {
  await forgetCodes(tx, user)
  const codes = newRecoveryCodes()
  for (const code of codes) {
    await tx.manager.insert(RecoveryCode, {
      user: { id: user },
      codeHash: recoveryDigest(user, code),
      createdAt: tx.now,
    })
  }
  return codes
}

async function forgetCodes(tx: Transaction, user: number): Promise<void> {
  await tx.manager.delete(RecoveryCode, { user: { id: user } })
}
