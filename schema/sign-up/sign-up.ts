import { MoreThan } from 'typeorm'
import { type AccountSecurity } from '../../src/auth/credentials'
import { type MailData } from '../mail-data'
import { type Operation } from '../../src/write/operation'
import { type ReadingTransaction } from '../../src/write/outside'
import { type ActingTransaction } from '../../src/write/transaction'
import { lineOf } from '../contact/contact-texts'
import {
  type NewOrganisation,
  newOrganisationOf,
  openOrganisation,
} from '../organisation/create-organisation'
import { TERMS_VERSION } from '../organisation/organisation-details.entity'
import { languageOf } from '../profile/update-profile'
import { countingFailures } from '../sign-in/change-password'
import { checkPassword } from '../sign-in/password-rules'
import { accountEmail } from '../sign-in/session-of'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { SignUp } from './sign-up.entity'
import { type ConfirmEmailInput, type SignUpInput } from './sign-up.resolver'

const TWO_DAYS = 2 * 86_400_000

/**
 * Asks for an account. The mail holds the link that confirms it or, where the address has one already, says so.
 * INVARIANT: the same statements, rows, mails and hashes whoever the address belongs to, so that neither the answer nor
 * the time it takes tells whether it is anybody's.
 */
export const signUp = (accountSecurity: AccountSecurity): Operation<SignUpInput, Prepared> => ({
  name: 'signUp',
  by: 'anyone',
  prepare: async (_outside, input) => {
    const asked = shaped(input)
    await accountSecurity.admitMail(asked.email)
    return { ...asked, passwordHash: await accountSecurity.hash(input.password) }
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
  const email = accountEmail(input.email, 'email')
  const name = lineOf(input.name, { field: 'name', most: 200 })
  languageOf(input.locale, 'locale')
  checkPassword(input.password, email, 'password')
  if (!input.termsAccepted) throw refuse('BAD_USER_INPUT', 'TERMS_NEEDED', { field: 'termsAccepted' })
  const { organisation: asked, locale } = input
  const opened = asked === null || asked === undefined ? null : newOrganisationOf(asked, 'organisation')
  return { email, name, locale, organisation: JSON.stringify(opened) }
}

/**
 * The account is there from now on, and the Organisation that was asked for with it. Takes the link and the password:
 * who reads the mailbox, and who only knew the address, are both needed - and are one person then.
 */
export const confirmEmail = (accountSecurity: AccountSecurity): Operation<ConfirmEmailInput> => ({
  name: 'confirmEmail',
  by: 'anyone',
  prepare: async (outside, { token, password }) => {
    const found = await countingFailures(accountSecurity, () => outside.look((tx) => openSignUp(tx, token)))
    // WHY of the link: whoever tries passwords on the account of this address has no link.
    const question = { email: `sign-up ${found.id}`, password, hash: found.passwordHash }
    if (!(await accountSecurity.matches(question)))
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    return undefined
  },
  run: async (tx, { token }) => {
    const found = await heldSignUp(tx, token)
    const { email } = found
    const user = await openAccount(tx, found)
    // Others that asked for the same address are void: it is somebody's now.
    await tx.manager.delete(SignUp, { email })
    await tx.audit({ action: 'signed up', subject: { type: 'User', key: user }, organisation: null })
    return { done: true }
  },
})

/** @throws Refusal: unknown, used, late, and an address that has an account meanwhile are one case. */
async function openSignUp({ manager, now, digestOf }: ReadingTransaction, token: string): Promise<SignUp> {
  const found = await manager.findOneBy(SignUp, { tokenHash: digestOf(token), expiresAt: MoreThan(now) })
  if (found === null || (await manager.existsBy(User, { email: found.email }))) {
    throw refuse('NOT_FOUND', 'LINK_VOID', { field: 'token' })
  }
  return found
}

/** The same, held. INVARIANT: what a link stands for, its password too, is never changed: it may be compared before. */
async function heldSignUp(tx: ActingTransaction, token: string): Promise<SignUp> {
  const { id } = await openSignUp(tx, token)
  await tx.lock('sign_ups', [id])
  return openSignUp(tx, token)
}

async function openAccount(tx: ActingTransaction, signUp: SignUp): Promise<number> {
  const { email, name, locale, passwordHash, termsVersion, createdAt: termsAcceptedAt } = signUp
  const { identifiers } = await tx.manager.insert(User, {
    ...{ email, name, locale, passwordHash, termsVersion, termsAcceptedAt },
    twoFactor: false,
    createdAt: tx.now,
  })
  const user = Number(identifiers[0]?.['id'])
  // Written by `signUp`, checked there.
  const opened = JSON.parse(signUp.organisation) as NewOrganisation | null
  if (opened !== null) await openOrganisation(tx, user, opened)
  return user
}
