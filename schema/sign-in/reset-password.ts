import { IsNull, MoreThan, Not } from 'typeorm'
import type { Vault } from '../../src/server/vault'
import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { revokeCredentials } from '../credentials/revoke-credentials'
import { Session } from '../session/session.entity'
import { refuse } from '../user-error/refuse'
import type { User } from '../user/user.entity'
import { setPassword } from './change-password'
import { KnownDevice } from './known-device.entity'
import { PasswordReset } from './password-reset.entity'
import { checkPassword } from './password-rules'
import type { ResetPasswordInput } from './sign-in.inputs'

/**
 * Sets another password by the link of the mail, once. Every session of the User ends, and so does what programs act with,
 * unless it is kept on purpose: whoever knew the old password may have made some of it.
 * WHY the second factor stays: whoever reads somebody's mails must not get in by them alone.
 */
export const resetPassword = (vault: Vault): Operation<ResetPasswordInput> => ({
  name: 'resetPassword',
  by: 'anyone',
  run: async (tx, { token, newPassword, keepCredentials }) => {
    const user = await userBehind(tx, tx.digestOf(token))
    if (user === null) {
      await vault.linkFailed()
      throw refuse('NOT_FOUND', 'LINK_VOID', { field: 'token' })
    }
    checkPassword(newPassword, user.email, 'newPassword')
    await setPassword(tx, user, await vault.hash(newPassword))
    await tx.manager.delete(Session, { user: { id: user.id } })
    await tx.manager.delete(KnownDevice, { user: { id: user.id } })
    const revoked =
      keepCredentials === true
        ? { apiTokens: 0, applicationPasswords: 0 }
        : await revokeCredentials(tx, user.id)
    await tx.audit({
      action: 'password reset',
      subject: { type: 'User', key: user.id },
      organisation: null,
      detail: { ...revoked },
    })
    await vault.forgive(user.email)
    return {
      done: true,
      revokedApiTokens: revoked.apiTokens,
      revokedApplicationPasswords: revoked.applicationPasswords,
    }
  },
})

/** Whose link it is; it is held. Null: unknown, used and late are one case. */
async function userBehind(tx: ActingTransaction, tokenHash: string): Promise<User | null> {
  const where = { tokenHash, expiresAt: MoreThan(tx.now), user: { id: Not(IsNull()) } }
  const seen = await tx.manager.findOne(PasswordReset, { where, relations: { user: true } })
  if (seen !== null) await tx.lock('password_resets', [seen.id])
  const held = await tx.manager.findOne(PasswordReset, { where, relations: { user: true } })
  return held?.user ?? null
}
