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

/** Shows a new secret, once. Signing in does not use it until the User has sent a code of it. */
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

/** Turns the second step on: the User's authenticator has the secret, and signing in now asks for its codes. */
export const confirmTwoFactor: Operation<CodeInput> = {
  name: 'confirmTwoFactor',
  by: 'signed in',
  run: async (tx, { code }) => {
    const at = await sessionOf(tx)
    const { id, totpPending: totpSecret } = at.user
    if (totpSecret === null) throw refuse('CONFLICT', 'TWO_FACTOR_NOT_BEGUN')
    await checkCode(tx, { user: at.user, totpSecret, code })
    await tx.manager.update(User, id, { twoFactor: true, totpSecret, totpPending: null })
    const codes = await giveCodes(tx, id)
    await noteChange(tx, at.user, 'two-factor on')
    await report(tx, at.user, 'two-factor-on')
    return { recoveryCodes: codes.join(' '), sessionToken: await renewSession(tx, at) }
  },
}

/** Turns the second step off. It asks for password and code, so that a thief of a session or of a password cannot do it. */
export const disableTwoFactor: Operation<PasswordAndCodeInput> = {
  name: 'disableTwoFactor',
  by: 'signed in',
  prepare: askPassword,
  run: async (tx, { code }) => {
    const at = await sessionOf(tx)
    const { id, totpSecret, twoFactor } = at.user
    if (!twoFactor) throw refuse('CONFLICT', 'TWO_FACTOR_OFF')
    await checkCode(tx, { user: at.user, totpSecret, code })
    await tx.manager.update(User, id, { twoFactor: false, totpSecret: null, totpPending: null })
    await forgetCodes(tx, id)
    await noteChange(tx, at.user, 'two-factor off')
    await report(tx, at.user, 'two-factor-off')
    return { sessionToken: await renewSession(tx, at) }
  },
}

/** Makes ten new recovery codes and voids the former ones. */
export const regenerateRecoveryCodes: Operation<PasswordInput> = {
  name: 'regenerateRecoveryCodes',
  by: 'signed in',
  prepare: askPassword,
  run: async (tx, { code }) => {
    const { user } = await sessionOf(tx)
    if (!user.twoFactor) throw refuse('CONFLICT', 'TWO_FACTOR_OFF')
    // WHY: a recovery code replaces the second step. Somebody who has only the password must not get one.
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

/** INVARIANT: the audit entry holds neither the secret nor a code. */
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
 * Asks for a code again if the second step is on, in addition to the password.
 * INVARIANT: every operation that makes, changes or ends a credential asks for both. A thief of session and password can
 * neither turn the second step off nor get around it.
 * @throws Refusal, and RATE_LIMITED after too many wrong ones.
 */
export async function askCode(
  tx: ActingTransaction,
  { user, code }: { readonly user: User; readonly code: string | null | undefined },
): Promise<void> {
  if (!user.twoFactor) return
  if (code === null || code === undefined || code.trim() === '') {
    throw refuse('BAD_USER_INPUT', 'CODE_NEEDED', { field: 'code' })
  }
  await checkCode(tx, { user, totpSecret: user.totpSecret, code })
}

interface GivenCode {
  readonly user: User
  /** The secret that the code must be of: the one in use, or the one that is being set up. */
  readonly totpSecret: string | null
  readonly code: string
}

/** @throws Refusal where the code is wrong or was used before, and RATE_LIMITED after too many wrong ones. */
async function checkCode(tx: ActingTransaction, { user, totpSecret, code }: GivenCode): Promise<void> {
  const right = await tx.takesCode({ email: user.email, user: user.id, totpSecret, code, now: tx.now })
  if (!right) throw refuse('BAD_USER_INPUT', 'WRONG_CODE', { field: 'code' })
}

/** Replaces all recovery codes. The User sees the new ones once; the database stores digests only. */
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
