import type { Vault } from '../../src/server/vault'
import type { MailData } from '../../src/services/mail-templates/mail-forms'
import type { Operation } from '../../src/write/operation'
import type { Transaction } from '../../src/write/transaction'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'
import { askCode } from './ask-code'
import { PasswordReset } from './password-reset.entity'
import { checkPassword } from './password-rules'
import { renewSession } from './renew-session'
import { atKeyboard, sessionOf } from './session-of'
import type { ChangePasswordInput } from './sign-in.inputs'

/** Changes the password of who asks, who gives the old one. Every other session ends; this one gets a new token. */
export const changePassword = (vault: Vault): Operation<ChangePasswordInput, NewPassword> => ({
  name: 'changePassword',
  by: 'signed in',
  prepare: async (outside, { currentPassword, newPassword }) => {
    const user = atKeyboard(outside.principal)
    if (!(await outside.passwordMatches(currentPassword))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'currentPassword' })
    }
    if (newPassword === currentPassword) throw refuse('CONFLICT', 'UNCHANGED', { field: 'newPassword' })
    const { email } = await outside.look(({ manager }) => manager.findOneByOrFail(User, { id: user }))
    checkPassword(newPassword, email, 'newPassword')
    return { passwordHash: await vault.hash(newPassword) }
  },
  run: async (tx, { code }, { passwordHash }) => {
    const at = await sessionOf(tx)
    await askCode(tx, { user: at.user, code })
    await setPassword(tx, at.user, passwordHash)
    await tx.audit({
      action: 'password changed',
      subject: { type: 'User', key: at.user.id },
      organisation: null,
    })
    return { sessionToken: await renewSession(tx, at) }
  },
})

/** A new password that was found good, hashed. */
export interface NewPassword {
  readonly passwordHash: string
}

/** Stores a new password, voids the links to set another one, and tells the User. */
export async function setPassword(tx: Transaction, user: User, passwordHash: string): Promise<void> {
  await tx.manager.update(User, user.id, { passwordHash })
  await tx.manager.delete(PasswordReset, { user: { id: user.id } })
  const data: MailData<'password-changed'> = { name: user.name, at: tx.now.toISOString() }
  await tx.mail({ to: user.email, template: 'password-changed', locale: user.locale, data })
}
