import { IsNull, MoreThan, Not } from 'typeorm'
import type { Vault } from '../../src/server/vault'
import type { Operation } from '../../src/write/operation'
import type { Looking } from '../../src/write/outside'
import type { ActingTransaction } from '../../src/write/transaction'
import { revokeCredentials } from '../credentials/revoke-credentials'
import { Session } from '../session/session.entity'
import { refuse } from '../user-error/refuse'
import type { User } from '../user/user.entity'
import { type NewPassword, setPassword } from './change-password'
import { KnownDevice } from './known-device.entity'
import { countingFailures } from './counting-failures'
import { PasswordReset } from './password-reset.entity'
import { checkPassword } from './password-rules'
import type { ResetPasswordInput } from './sign-in.inputs'

/**
 * Sets another password by the link of the mail, once. Every session of the User ends, and so does what programs act with,
 * unless it is kept on purpose: whoever knew the old password may have made some of it.
 * WHY the second factor stays: whoever reads somebody's mails must not get in by them alone.
 */
export const resetPassword = (vault: Vault): Operation<ResetPasswordInput, NewPassword> => ({
  name: 'resetPassword',
  by: 'anyone',
  prepare: async (outside, { token, newPassword }) => {
    const { user } = await countingFailures(vault, () => outside.look((tx) => openReset(tx, token)))
    checkPassword(newPassword, user.email, 'newPassword')
    return { passwordHash: await vault.hash(newPassword) }
  },
  run: async (tx, { token, keepCredentials }, { passwordHash }) => {
    const user = await heldUser(tx, token)
    await setPassword(tx, user, passwordHash)
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

interface OpenReset {
  readonly id: number
  readonly user: User
}

/** Whose link it is. @throws Refusal: unknown, used, replaced and late are one case. */
async function openReset({ manager, now, digestOf }: Looking, token: string): Promise<OpenReset> {
  const where = { tokenHash: digestOf(token), expiresAt: MoreThan(now), user: { id: Not(IsNull()) } }
  const found = await manager.findOne(PasswordReset, { where, relations: { user: true } })
  if (found === null || found.user === null) throw refuse('NOT_FOUND', 'LINK_VOID', { field: 'token' })
  return { id: found.id, user: found.user }
}

/** The same with the User held, and then the link: in the order in which everybody holds them. */
async function heldUser(tx: ActingTransaction, token: string): Promise<User> {
  const { id, user } = await openReset(tx, token)
  await tx.lock('users', [user.id])
  await tx.lock('password_resets', [id])
  return (await openReset(tx, token)).user
}
