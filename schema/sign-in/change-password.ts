import { IsNull, LessThan, MoreThan, Not } from 'typeorm'
import { type AccountSecurity } from '../../src/auth/credentials'
import { sqlInstant } from '../../src/platform/database/dialect'
import { type MailData } from '../mail-data'
import { type TransactionDependencies } from '../../src/write/open-transaction'
import { type Operation } from '../../src/write/operation'
import { type ReadingTransaction, systemTransaction } from '../../src/write/outside'
import { Refusal } from '../../src/write/refusal'
import { type ActingTransaction, type Transaction } from '../../src/write/transaction'
import { revokeCredentials } from '../credentials/shared-by-credentials'
import { EmailChange } from '../profile/email-change.entity'
import { RateLimitRow } from '../rate-limit/rate-limit.entity'
import { Session } from '../session/session.entity'
import { SignUp } from '../sign-up/sign-up.entity'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { checkPassword } from './password-rules'
import { requirePersonalSession, accountEmail, renewSession, sessionOf } from './session-of'
import { KnownDevice, PasswordReset, UsedCode } from './sign-in.entity'
import {
  type ChangePasswordInput,
  type RequestPasswordResetInput,
  type ResetPasswordInput,
} from './sign-in.resolver'
import { askCode } from './two-factor'

/** Changes the principal's password, given the old one. Every other session ends; this one gets a new token. */
export const changePassword = (
  accountSecurity: AccountSecurity,
): Operation<ChangePasswordInput, NewPassword> => ({
  name: 'changePassword',
  by: 'signed in',
  prepare: async (outside, { currentPassword, newPassword }) => {
    const user = requirePersonalSession(outside.principal)
    if (!(await outside.passwordMatches(currentPassword))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'currentPassword' })
    }
    if (newPassword === currentPassword) throw refuse('CONFLICT', 'UNCHANGED', { field: 'newPassword' })
    const { email } = await outside.look(({ manager }) => manager.findOneByOrFail(User, { id: user }))
    checkPassword(newPassword, email, 'newPassword')
    return { passwordHash: await accountSecurity.hash(newPassword) }
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

/** The hash of a new password that passed the check. */
interface NewPassword {
  readonly passwordHash: string
}

/** Stores a new password, voids the links to reset it or to change the address, and mails the User. */
async function setPassword(tx: Transaction, user: User, passwordHash: string): Promise<void> {
  await tx.manager.update(User, user.id, { passwordHash })
  await tx.manager.delete(PasswordReset, { user: { id: user.id } })
  // WHY: whoever knew the former password may have asked for the account under their own address.
  await tx.manager.delete(EmailChange, { user: { id: user.id } })
  const data: MailData<'password-changed'> = { name: user.name, at: tx.now.toISOString() }
  await tx.mail({ to: user.email, template: 'password-changed', locale: user.locale, data })
}

const ONE_HOUR = 3_600_000

/**
 * Mails a link to set another password, or a note that the address has no account. A new link voids the earlier ones.
 * After a few mails the last link stays valid and no other is sent, except to a caller who signed in from the same place before.
 * So strangers can neither use up the owner's mails nor void the last link, and the answer never refuses anybody.
 * INVARIANT: statements, rows and mails are the same for every address, so that neither the answer nor its time shows
 * whether the address has an account. Only the reader of the mail learns it.
 */
export const requestPasswordReset = (
  accountSecurity: AccountSecurity,
): Operation<RequestPasswordResetInput, Admitted> => ({
  name: 'requestPasswordReset',
  by: 'anyone',
  prepare: async (outside, input) => {
    const email = accountEmail(input.email, 'email')
    return {
      email,
      isAdmitted: await outside.look(({ manager }) => accountSecurity.admitReset(manager, email)),
    }
  },
  run: async (tx, _input, { email, isAdmitted }) => {
    if (isAdmitted) await sendReset(tx, email)
    await tx.audit({
      action: 'password reset requested',
      subject: { type: 'User', key: (await tx.manager.findOneBy(User, { email }))?.id ?? null },
      organisation: null,
    })
    return { accepted: true }
  },
})

interface Admitted {
  readonly email: string
  readonly isAdmitted: boolean
}

async function sendReset(tx: ActingTransaction, email: string): Promise<void> {
  const user = await tx.manager.findOneBy(User, { email })
  const token = await newReset(tx, user)
  const expiresAt = new Date(tx.now.getTime() + ONE_HOUR)
  const link = tx.link(`/reset-password#token=${token}`)
  const data: MailData<'password-reset'> = { expiresAt: expiresAt.toISOString(), link }
  await (user === null
    ? tx.mail({ to: email, template: 'password-reset-unknown', locale: 'en', data: {} })
    : tx.mail({ to: user.email, template: 'password-reset', locale: user.locale, data }))
}

/** Voids the earlier links of this User and writes a new one. An unknown address gets a row too, whose token nobody receives. */
async function newReset(tx: ActingTransaction, user: User | null): Promise<string> {
  const { token, hash } = tx.newToken()
  const now = sqlInstant(tx.now)
  await tx.manager.query('UPDATE password_resets SET expires_at = ? WHERE user_id = ? AND expires_at > ?', [
    now,
    user?.id ?? 0,
    now,
  ])
  // WHY in SQL: TypeORM would write another statement where there is no User.
  await tx.manager.query(
    'INSERT INTO password_resets (user_id, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?)',
    [user?.id ?? null, hash, now, sqlInstant(new Date(tx.now.getTime() + ONE_HOUR))],
  )
  return token
}

/**
 * Sets another password by the link of the mail, once. It ends every session of the User and revokes the credentials of
 * programs unless the User keeps them: a thief of the old password may have made some.
 * WHY the second factor stays: access to somebody's mails must not be enough to sign in.
 */
export const resetPassword = (
  accountSecurity: AccountSecurity,
): Operation<ResetPasswordInput, NewPassword> => ({
  name: 'resetPassword',
  by: 'anyone',
  prepare: async (outside, { token, newPassword }) => {
    const { user } = await countingFailures(accountSecurity, () => outside.look((tx) => openReset(tx, token)))
    checkPassword(newPassword, user.email, 'newPassword')
    return { passwordHash: await accountSecurity.hash(newPassword) }
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
    await accountSecurity.forgive(user.email)
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

/** The User of a link. @throws Refusal: the same for an unknown, used, replaced or expired link. */
async function openReset({ manager, now, digestOf }: ReadingTransaction, token: string): Promise<OpenReset> {
  const where = { tokenHash: digestOf(token), expiresAt: MoreThan(now), user: { id: Not(IsNull()) } }
  const found = await manager.findOne(PasswordReset, { where, relations: { user: true } })
  if (found === null || found.user === null) throw refuse('NOT_FOUND', 'LINK_VOID', { field: 'token' })
  return { id: found.id, user: found.user }
}

/** The same with the User locked, then the link: the order in which every transaction locks them. */
async function heldUser(tx: ActingTransaction, token: string): Promise<User> {
  const { id, user } = await openReset(tx, token)
  await tx.lock('users', [user.id])
  await tx.lock('password_resets', [id])
  return (await openReset(tx, token)).user
}

/** Looks up what a link opens, and counts a failure of this place where the link is unknown. @throws Refusal, RATE_LIMITED */
export async function countingFailures<Found>(
  accountSecurity: AccountSecurity,
  look: () => Promise<Found>,
): Promise<Found> {
  try {
    return await look()
  } catch (problem) {
    if (problem instanceof Refusal) await accountSecurity.linkFailed()
    throw problem
  }
}

const A_DAY = 86_400_000
/** How long a device stays known after its last sign-in. */
const HALF_A_YEAR = 180 * A_DAY

/** How many rows a run deleted. */
interface Forgotten {
  readonly signUps: number
  readonly resets: number
  readonly codes: number
  readonly sessions: number
  readonly devices: number
  readonly limits: number
}

/** Deletes unconfirmed sign-ups, expired links and sessions, and used codes that have expired. */
export function forgetOldLinks(dependencies: TransactionDependencies, now: Date): Promise<Forgotten> {
  const over = LessThan(now)
  return systemTransaction(dependencies, now, async ({ manager }) => {
    const signUps = await manager.delete(SignUp, { expiresAt: over })
    const resets = await manager.delete(PasswordReset, { expiresAt: over })
    const sessions = await manager.delete(Session, { expiresAt: over })
    // WHY a day: a code is valid for a minute and a half; a clock that is set back must not make a used code valid again.
    const codes = await manager.delete(UsedCode, { usedAt: LessThan(new Date(now.getTime() - A_DAY)) })
    const devices = await manager.delete(KnownDevice, {
      usedAt: LessThan(new Date(now.getTime() - HALF_A_YEAR)),
    })
    // WHY the machine's clock: limits count by it, not by the clock of the business.
    const limits = await manager.delete(RateLimitRow, { expire: LessThan(String(Date.now())) })
    return {
      signUps: signUps.affected ?? 0,
      resets: resets.affected ?? 0,
      codes: codes.affected ?? 0,
      sessions: sessions.affected ?? 0,
      devices: devices.affected ?? 0,
      limits: limits.affected ?? 0,
    }
  })
}
