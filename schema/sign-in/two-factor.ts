import type { Vault } from '../../src/server/vault'
import type { MailData } from '../../src/services/mail-templates/mail-forms'
import { newOneTimeSecret } from '../../src/services/one-time-code'
import type { Operation } from '../../src/write/operation'
import type { Outside } from '../../src/write/outside'
import type { ActingTransaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'
import { askCode } from './ask-code'
import { forgetCodes, giveCodes } from './recovery-codes-of'
import { renewSession } from './renew-session'
import { atKeyboard, sessionOf } from './session-of'
import type { CodeInput, PasswordAndCodeInput, PasswordInput } from './sign-in.inputs'

/** Shows a new secret, once. It counts for nothing until a code of it has come back. */
export const beginTwoFactor = (vault: Vault): Operation<PasswordInput> => ({
  name: 'beginTwoFactor',
  by: 'signed in',
  prepare: askPassword,
  run: async (tx) => {
    const { user } = await sessionOf(tx)
    if (user.twoFactor) throw refuse('CONFLICT', 'TWO_FACTOR_ON')
    const secret = newOneTimeSecret()
    await tx.manager.update(User, user.id, { totpPending: vault.seal(user.id, secret) })
    await noteChange(tx, user, 'two-factor begun')
    return { secret, uri: vault.uri(secret, user.email) }
  },
})

/** The authenticator has the secret: from now on, signing in takes its codes. */
export const confirmTwoFactor = (vault: Vault): Operation<CodeInput> => ({
  name: 'confirmTwoFactor',
  by: 'signed in',
  run: async (tx, { code }) => {
    const at = await sessionOf(tx)
    const { id, email, totpPending: totpSecret } = at.user
    if (totpSecret === null) throw refuse('CONFLICT', 'TWO_FACTOR_NOT_BEGUN')
    const right = await vault.takesCode(tx.manager, { email, user: id, totpSecret, code, now: tx.now })
    if (!right) throw refuse('BAD_USER_INPUT', 'WRONG_CODE', { field: 'code' })
    await tx.manager.update(User, id, { twoFactor: true, totpSecret, totpPending: null })
    const codes = await giveCodes(tx, id)
    await noteChange(tx, at.user, 'two-factor on')
    await tell(tx, at.user, 'two-factor-on')
    return { recoveryCodes: codes.join(' '), sessionToken: await renewSession(tx, at) }
  },
})

/** The password alone lets in again. Takes both, so that neither a stolen session nor a stolen password can do it. */
export const disableTwoFactor = (vault: Vault): Operation<PasswordAndCodeInput> => ({
  name: 'disableTwoFactor',
  by: 'signed in',
  prepare: askPassword,
  run: async (tx, { code }) => {
    const at = await sessionOf(tx)
    const { id, email, totpSecret, twoFactor } = at.user
    if (!twoFactor) throw refuse('CONFLICT', 'TWO_FACTOR_OFF')
    const right = await vault.takesCode(tx.manager, { email, user: id, totpSecret, code, now: tx.now })
    if (!right) throw refuse('BAD_USER_INPUT', 'WRONG_CODE', { field: 'code' })
    await tx.manager.update(User, id, { twoFactor: false, totpSecret: null, totpPending: null })
    await forgetCodes(tx, id)
    await noteChange(tx, at.user, 'two-factor off')
    await tell(tx, at.user, 'two-factor-off')
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
  atKeyboard(outside.principal)
  if (await outside.passwordMatches(password)) return undefined
  throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
}

/** INVARIANT: neither the secret nor a code is part of what is noted. */
function noteChange(tx: ActingTransaction, user: User, action: string): Promise<void> {
  return tx.audit({ action, subject: { type: 'User', key: user.id }, organisation: null })
}

function tell(
  tx: ActingTransaction,
  { name, email, locale }: User,
  template: 'two-factor-on' | 'two-factor-off',
): Promise<void> {
  const data: MailData<'two-factor-on'> = { name, at: tx.now.toISOString() }
  return tx.mail({ to: email, template, locale, data })
}
