import { MoreThan } from 'typeorm'
import type { Vault } from '../../src/server/vault'
import type { Operation } from '../../src/write/operation'
import type { ActingTransaction } from '../../src/write/transaction'
import type { NewOrganisation } from '../organisation/new-organisation'
import { openOrganisation } from '../organisation/open-organisation'
import { refuse } from '../user-error/refuse'
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
  run: async (tx, { token, password }) => {
    const found = await heldSignUp(tx, tx.digestOf(token))
    if (found === null) {
      await vault.linkFailed()
      throw refuse('NOT_FOUND', 'LINK_VOID', { field: 'token' })
    }
    const { id, email, passwordHash: hash } = found
    // WHY of the link: whoever tries passwords on the account of this address has no link.
    if (!(await vault.matches({ email: `sign-up ${id}`, password, hash }))) {
      throw refuse('BAD_USER_INPUT', 'WRONG_PASSWORD', { field: 'password' })
    }
    const user = await openAccount(tx, found)
    // Others that asked for the same address are void: it is somebody's now.
    await tx.manager.delete(SignUp, { email })
    await tx.audit({ action: 'signed up', subject: { type: 'User', key: user }, organisation: null })
    return { done: true }
  },
})

/** Null: unknown, used, late, and an address that has an account meanwhile are one case. */
async function heldSignUp(tx: ActingTransaction, tokenHash: string): Promise<SignUp | null> {
  const where = { tokenHash, expiresAt: MoreThan(tx.now) }
  const seen = await tx.manager.findOneBy(SignUp, where)
  if (seen !== null) await tx.lock('sign_ups', [seen.id])
  const held = await tx.manager.findOneBy(SignUp, where)
  return held !== null && (await tx.manager.existsBy(User, { email: held.email })) ? null : held
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
