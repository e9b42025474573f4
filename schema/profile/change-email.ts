import { MoreThan } from 'typeorm'
import { type AccountSecurity } from '../../src/auth/credentials'
import { type Operation } from '../../src/write/operation'
import { type ReadingTransaction } from '../../src/write/outside'
import { type ActingTransaction } from '../../src/write/transaction'
import { type MailData } from '../mail-data'
import { countingFailures } from '../sign-in/change-password'
import { accountEmail, requirePersonalSession, sessionOf } from '../sign-in/session-of'
import { PasswordReset } from '../sign-in/sign-in.entity'
import { askCode } from '../sign-in/two-factor'
import { SignUp } from '../sign-up/sign-up.entity'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { EmailChange } from './email-change.entity'
import { type ConfirmEmailChangeInput, type RequestEmailChangeInput } from './profile.resolver'

const A_DAY = 86_400_000

/**
 * Asks for another address to sign in with. Its reader confirms it by a link; until then nothing changes. A later request
 * voids the earlier ones.
 * INVARIANT: the same statements, rows and mails whoever the address belongs to, so that neither the answer nor its time
 * shows whether it has an account.
 */
export const requestEmailChange = (
  accountSecurity: AccountSecurity,
): Operation<RequestEmailChangeInput, Asked> => ({
  name: 'requestEmailChange',
  by: 'signed in',
  prepare: async (outside, { email, password }) => {
    requirePersonalSession(outside.principal)
    const wanted = accountEmail(email, 'email')
    if (!(await outside.passwordMatches(password))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    }
    await accountSecurity.admitMail(wanted)
    return { wanted }
  },
  run: async (tx, { code }, { wanted }) => {
    const { user } = await sessionOf(tx)
    if (wanted === user.email) throw refuse('CONFLICT', 'UNCHANGED', { field: 'email' })
    await askCode(tx, { user, code })
    const known = await tx.manager.findOneBy(User, { email: wanted })
    const { token, hash: tokenHash } = tx.newToken()
    const expiresAt = new Date(tx.now.getTime() + A_DAY)
    await tx.manager.delete(EmailChange, { user: { id: user.id } })
    await tx.manager.insert(EmailChange, {
      user: { id: user.id },
      email: wanted,
      ...{ tokenHash, createdAt: tx.now, expiresAt },
    })
    // WHY without the name: the mail may go to somebody else.
    const link = tx.link(`/confirm-new-email#token=${token}`)
    const data: MailData<'email-change'> = { expiresAt: expiresAt.toISOString(), link }
    await (known === null
      ? tx.mail({ to: wanted, template: 'email-change', locale: user.locale, data })
      : tx.mail({ to: known.email, template: 'email-change-known', locale: known.locale, data: {} }))
    await tx.audit({
      action: 'e-mail change requested',
      subject: { type: 'User', key: user.id },
      organisation: null,
    })
    return { accepted: true }
  },
})

interface Asked {
  readonly wanted: string
}

/**
 * The new address is the one to sign in with from now on. The reader of the former one gets a mail, so that a thief of the
 * password cannot take an account unnoticed; links to reset the password that went to it are void.
 */
export const confirmEmailChange = (accountSecurity: AccountSecurity): Operation<ConfirmEmailChangeInput> => ({
  name: 'confirmEmailChange',
  by: 'anyone',
  prepare: async (outside, { token }) => {
    await countingFailures(accountSecurity, () => outside.look((tx) => openChange(tx, token)))
    return undefined
  },
  run: async (tx, { token }) => {
    const { user, email } = await heldChange(tx, token)
    await tx.manager.update(User, user.id, { email })
    await tx.manager.delete(EmailChange, { user: { id: user.id } })
    await tx.manager.delete(PasswordReset, { user: { id: user.id } })
    // Sign-ups that asked for the same address are void: it is somebody's now.
    await tx.manager.delete(SignUp, { email })
    const data: MailData<'email-changed'> = { name: user.name, at: tx.now.toISOString() }
    await tx.mail({ to: user.email, template: 'email-changed', locale: user.locale, data })
    await tx.audit({
      action: 'e-mail address changed',
      subject: { type: 'User', key: user.id },
      organisation: null,
    })
    return { done: true }
  },
})

/** @throws Refusal: unknown, used, replaced, late, and an address that has an account meanwhile are one case. */
async function openChange(
  { manager, now, digestOf }: ReadingTransaction,
  token: string,
): Promise<EmailChange> {
  const found = await manager.findOne(EmailChange, {
    where: { tokenHash: digestOf(token), expiresAt: MoreThan(now) },
    relations: { user: true },
  })
  if (found === null || (await manager.existsBy(User, { email: found.email }))) {
    throw refuse('NOT_FOUND', 'LINK_VOID', { field: 'token' })
  }
  return found
}

/** The same with the User locked, then the link: the order in which every transaction locks them. */
async function heldChange(tx: ActingTransaction, token: string): Promise<EmailChange> {
  const { id, user } = await openChange(tx, token)
  await tx.lock('users', [user.id])
  await tx.lock('email_changes', [id])
  return openChange(tx, token)
}
