import type { Vault } from '../../src/server/vault'
import type { MailData } from '../../src/services/mail-templates/mail-forms'
import type { Operation } from '../../src/write/operation'
import { lineOf } from '../contact/line-of'
import { newOrganisationOf } from '../organisation/new-organisation'
import { TERMS_VERSION } from '../organisation/terms-version'
import { emailOf } from '../sign-in/email-of'
import { checkPassword } from '../sign-in/password-rules'
import { refuse } from '../user-error/refuse'
import { User } from '../user/user.entity'
import { SignUp } from './sign-up.entity'
import type { SignUpInput } from './sign-up.inputs'

const TWO_DAYS = 2 * 86_400_000

/**
 * Asks for an account. The mail holds the link that confirms it or, where the address has one already, says so.
 * INVARIANT: the same statements, rows, mails and hashes whoever the address belongs to, so that neither the answer nor
 * the time it takes tells whether it is anybody's.
 */
export const signUp = (vault: Vault): Operation<SignUpInput, Prepared> => ({
  name: 'signUp',
  by: 'anyone',
  prepare: async (_outside, input) => {
    const asked = shaped(input)
    await vault.admitMail(asked.email)
    return { ...asked, passwordHash: await vault.hash(input.password) }
  },
  run: async (tx, _input, { email, name, locale, organisation, passwordHash }) => {
    const known = await tx.manager.findOneBy(User, { email })
    const { token, hash: tokenHash } = tx.newToken()
    const expiresAt = new Date(tx.now.getTime() + TWO_DAYS)
    await tx.manager.insert(SignUp, {
      ...{ email, name, locale, passwordHash, organisation, tokenHash, expiresAt },
      termsVersion: TERMS_VERSION,
      createdAt: tx.now,
    })
    // WHY without the name: whoever signs up may write anything there, and the mail goes to somebody else's address.
    const link = tx.link(`/confirm-email#token=${token}`)
    const data: MailData<'sign-up'> = { expiresAt: expiresAt.toISOString(), link }
    await (known === null
      ? tx.mail({ to: email, template: 'sign-up', locale, data })
      : tx.mail({ to: known.email, template: 'sign-up-known', locale: known.locale, data: {} }))
    await tx.audit({
      action: 'sign-up requested',
      subject: { type: 'User', key: known?.id ?? null },
      organisation: null,
    })
    return { accepted: true }
  },
})

type Prepared = Shaped & Pick<SignUp, 'passwordHash'>
type Shaped = Pick<SignUp, 'email' | 'name' | 'locale' | 'organisation'>

function shaped(input: SignUpInput): Shaped {
  const email = emailOf(input.email, 'email')
  const name = lineOf(input.name, { field: 'name', most: 200 })
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(input.locale)) {
    throw refuse('BAD_USER_INPUT', 'NOT_A_LANGUAGE', { field: 'locale' })
  }
  checkPassword(input.password, email, 'password')
  if (!input.termsAccepted) throw refuse('BAD_USER_INPUT', 'TERMS_NEEDED', { field: 'termsAccepted' })
  const { organisation: asked, locale } = input
  const opened = asked === null || asked === undefined ? null : newOrganisationOf(asked, 'organisation')
  return { email, name, locale, organisation: JSON.stringify(opened) }
}
