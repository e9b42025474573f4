import { MoreThan } from 'typeorm'
import type { Vault } from '../../src/server/vault'
import type { Operation } from '../../src/write/operation'
import type { Looking } from '../../src/write/outside'
import type { ActingTransaction } from '../../src/write/transaction'
import type { NewOrganisation } from '../organisation/new-organisation'
import { openOrganisation } from '../organisation/open-organisation'
import { refuse } from '../user-error/refuse'
import { countingFailures } from '../sign-in/counting-failures'
import { User } from '../user/user.entity'
import { SignUp } from './sign-up.entity'
import type { ConfirmEmailInput } from './sign-up.inputs'

/**
 * The account is there from now on, and the Organisation that was asked for with it. Takes the link and the password:
 * who reads the mailbox, and who only knew the address, are both needed - and are one person then.
 */
export const confirmEmail = (vault: Vault): Operation<ConfirmEmailInput> => ({
  name: 'confirmEmail',
  by: 'anyone',
  prepare: async (outside, { token, password }) => {
    const found = await countingFailures(vault, () => outside.look((tx) => openSignUp(tx, token)))
    // WHY of the link: whoever tries passwords on the account of this address has no link.
    const question = { email: `sign-up ${found.id}`, password, hash: found.passwordHash }
    if (!(await vault.matches(question)))
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
async function openSignUp({ manager, now, digestOf }: Looking, token: string): Promise<SignUp> {
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
