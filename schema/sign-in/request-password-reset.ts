import { sqlInstant } from '../../src/data/sql-instant'
import type { Vault } from '../../src/server/vault'
import type { MailData } from '../../src/services/mail-templates/mail-forms'
import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import { User } from '../user/user.entity'
import { emailOf } from './email-of'
import type { RequestPasswordResetInput } from './sign-in.inputs'

const ONE_HOUR = 3_600_000

/**
 * Sends a link to set another password, or word that there is no account. A later link voids the earlier
 * ones. Where a few have been sent, the last stays good and no other is written, except for who has signed in from there
 * before: so others' requests neither use the owner's mails up nor void the link in the last one, and nobody is refused.
 * INVARIANT: the same statements, rows and mails whoever the address belongs to, so that neither the answer nor the
 * time it takes tells whether it is anybody's. Who reads the mail knows it anyhow.
 */
export const requestPasswordReset = (vault: Vault): Operation<RequestPasswordResetInput, Admitted> => ({
  name: 'requestPasswordReset',
  by: 'anyone',
  prepare: async (outside, input) => {
    const email = emailOf(input.email, 'email')
    return { email, isAdmitted: await outside.look(({ manager }) => vault.admitReset(manager, email)) }
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

/** Voids the earlier links of this User. One for nobody is written too; nobody is sent its token. */
async function newReset(tx: ActingTransaction, user: User | null): Promise<string> {
  const { token, hash } = tx.newToken()
  const now = sqlInstant(tx.now)
  await tx.manager.query('UPDATE password_resets SET expires_at = ? WHERE user_id = ? AND expires_at > ?', [
    now,
    user?.id ?? 0,
    now,
  ])
  // WHY by hand: what writes entities writes another statement where there is no User.
  await tx.manager.query(
    'INSERT INTO password_resets (user_id, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?)',
    [user?.id ?? null, hash, now, sqlInstant(new Date(tx.now.getTime() + ONE_HOUR))],
  )
  return token
}
