import { columnsOfText } from '../../src/platform/database/text-key'
import { type TransactionManager } from '../../src/platform/database/transaction'
import { type Operation } from '../../src/write/operation'
import { type ActingTransaction } from '../../src/write/transaction'
import { Membership } from '../membership/membership.entity'
import { Role } from '../membership/role'
import { askCode } from '../sign-in/two-factor'
import { refuse } from '../user-error/user-error'
import { User } from '../user/user.entity'
import { addressReferences, personReferences, tableAndColumnOf } from './person-reference'
import { type EraseMeInput } from './personal-data.resolver'

/** The hash of 32 random bytes that were thrown away: a password that nobody has. */
const NOBODYS_PASSWORD =
  '$argon2id$v=19$m=19456,t=2,p=1$Dsibnd64dEzGp3JURuC/9Q$QEkyPAFJ03Suc4p7bKRPMTTbvKu5SPGB1EPrvv0MZXU'

/**
 * Erases the principal's User: sessions, credentials and memberships are deleted, what must be kept names a pseudonym, and
 * the e-mail address is free again.
 * INVARIANT: everything is found by a reference to the User, or by the address that was confirmed to be theirs. No text is
 * searched for a name: erasing one person must not change the record of another with the same name.
 * @throws Refusal CONFLICT where an Organisation would be left without an owner.
 */
export const eraseMe: Operation<EraseMeInput> = {
  name: 'eraseMe',
  by: 'signed in',
  prepare: async (outside, { password }) => {
    if (outside.principal.token) throw refuse('FORBIDDEN', 'NOT_BY_TOKEN')
    if (await outside.passwordMatches(password)) return undefined
    throw refuse('FORBIDDEN', 'WRONG_PASSWORD', { field: 'password' })
  },
  run: async (tx, { code }) => {
    const { user } = tx.principal
    const key = user?.id ?? 0
    const person = await tx.manager.findOneByOrFail(User, { id: key })
    await askCode(tx, { user: person, code })
    const { email } = person
    const pseudonym = await freePseudonym(tx.manager, key)
    await endMemberships(tx, key)
    for (const reference of personReferences()) {
      const { table, column } = tableAndColumnOf(reference)
      if (reference.erasure === 'deleted') {
        await tx.manager.query(`DELETE FROM ${table} WHERE ${column} = ?`, [key])
      }
      for (const reported of reference.pseudonymised ?? []) {
        const texts = columnsOfText(tx.manager.dataSource, { table, column: reported }, pseudonym[reported])
        await tx.manager.query(
          `UPDATE ${table} SET ${texts.map((text) => `${text.column} = ?`).join(', ')} WHERE ${column} = ?`,
          [...texts.map(({ value }) => value), key],
        )
      }
    }
    for (const reference of addressReferences()) {
      const { table, column } = tableAndColumnOf(reference)
      await tx.manager.query(`DELETE FROM ${table} WHERE ${column} = ?`, [email])
    }
    await tx.audit({
      action: 'account erased',
      subject: { type: 'User', key },
      organisation: tx.principal.organisation?.id ?? null,
    })
    await tx.manager.update(User, key, {
      ...pseudonym,
      locale: 'en',
      twoFactor: false,
      passwordHash: NOBODYS_PASSWORD,
      totpSecret: null,
      totpPending: null,
      staffRole: null,
      cookieChoice: null,
      erasedOn: tx.today,
    })
    return { erased: true }
  },
}

async function endMemberships(tx: ActingTransaction, user: number): Promise<void> {
  const memberships = await tx.manager.find(Membership, {
    where: { user: { id: user } },
    relations: { organisation: true },
    order: { organisation: { id: 'ASC' } },
  })
  await tx.lock(
    'organisations',
    memberships.map(({ organisation }) => organisation.id),
  )
  for (const { id, role, organisation } of memberships) {
    if (role === Role.OWNER) await refuseSoleOwner(tx, organisation)
    await tx.manager.query('DELETE FROM product_grants WHERE membership_id = ?', [id])
    await tx.manager.query('DELETE FROM client_grants WHERE membership_id = ?', [id])
    await tx.audit({
      action: 'membership ended by erasure',
      subject: { type: 'Membership', key: id },
      organisation: organisation.id,
    })
  }
}

async function refuseSoleOwner(
  { manager }: ActingTransaction,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<void> {
  const owners = await manager.countBy(Membership, { organisation: { id }, role: Role.OWNER })
  if (owners === 1) throw refuse('CONFLICT', 'SOLE_OWNER', { facts: { organisation: name } })
}

/** The name and address of an erased person, wherever they must still be distinguished from others. */
export interface Pseudonym {
  readonly name: string
  readonly email: string
}

/** The pseudonym of a User. Its address is nobody's, and differs from the plain one where somebody has taken that. */
async function freePseudonym(manager: TransactionManager, user: number): Promise<Pseudonym> {
  const name = `Erased person ${user}`
  for (let tries = 0; ; tries += 1) {
    const email = `erased-${user}${tries === 0 ? '' : `-${tries}`}@erased.invalid`
    if (!(await manager.existsBy(User, { email }))) return { name, email }
  }
}
